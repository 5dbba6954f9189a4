package io.dering.gateway.cli;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether the processor encrypts by itself, and this Java lets it: every packet is.
final class CpuCrypto {
  private static final String NAME = "cpu crypto";

  /// AES, and the carry-less multiplication of GCM, as Linux calls them on x86-64 and on ARM.
  private static final List<Set<String>> WANTED =
      List.of(Set.of("aes", "pclmulqdq"), Set.of("aes", "pmull"));

  private static final String MEND =
      "; choose a machine type that passes AES through (in a VM: CPU type host).";

  private CpuCrypto() {}

  /// @param cpuInfo Linux's list of processors
  static Finding look(Path cpuInfo) {
    return look(cpuInfo, flag("UseAES"));
  }

  /// @param useAes what Java says of its switch; null where it does not
  static Finding look(Path cpuInfo, @Nullable Boolean useAes) {
    Set<String> has;
    try {
      has = features(Files.readString(cpuInfo));
    } catch (IOException _) {
      return Finding.warn(NAME, "Cannot be read on this system.");
    }
    if (WANTED.stream().noneMatch(has::containsAll)) {
      return Finding.warn(
          NAME, "The processor has no AES or no carry-less multiplication; calls cost more" + MEND);
    }
    if (useAes != null && !useAes) {
      return Finding.warn(
          NAME, "Java does not use the processor's AES; take -XX:-UseAES off its options.");
    }
    return Finding.ok(NAME, "AES and carry-less multiplication, and Java uses them.");
  }

  private static Set<String> features(String cpuInfo) {
    Set<String> features = new HashSet<>();
    cpuInfo
        .lines()
        .filter(line -> line.startsWith("flags") || line.startsWith("Features"))
        .findFirst()
        .map(line -> line.substring(line.indexOf(':') + 1).strip().split("\\s+"))
        .ifPresent(words -> features.addAll(Arrays.asList(words)));
    return features;
  }

  private static @Nullable Boolean flag(String name) {
    try {
      HotSpotDiagnosticMXBean hotSpot =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      return hotSpot == null ? null : Boolean.valueOf(hotSpot.getVMOption(name).getValue());
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
