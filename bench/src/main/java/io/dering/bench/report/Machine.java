package io.dering.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a figure would not be the same without.
public record Machine(List<Fact> facts) {
  private static final Pattern MODEL = Pattern.compile("(?m)^model name\\s*:\\s*(.+)$");
  private static final Pattern MEMORY = Pattern.compile("MemTotal:\\s+(\\d+) kB");

  public Machine {
    facts = List.copyOf(facts);
  }

  /// This one, now.
  ///
  /// @param placement which process runs on which cores, in words
  public static Machine here(String placement) {
    List<Fact> facts = new ArrayList<>();
    facts.add(
        new Fact(
            "processors",
            text("/proc/cpuinfo").lines().filter(line -> line.startsWith("processor")).count()
                + " × "
                + found(MODEL, text("/proc/cpuinfo"), System.getProperty("os.arch"))));
    facts.add(new Fact("who runs where", placement));
    facts.add(
        new Fact(
            "memory",
            "%.1f GiB"
                .formatted(
                    Double.parseDouble(found(MEMORY, text("/proc/meminfo"), "0")) / (1 << 20))));
    facts.add(
        new Fact("system", System.getProperty("os.name") + " " + System.getProperty("os.version")));
    facts.add(
        new Fact(
            "Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version")));
    facts.add(new Fact("net.core.rmem_max", readable(text("/proc/sys/net/core/rmem_max").strip())));
    facts.add(
        new Fact(
            "load average before the run", text("/proc/loadavg").replaceAll(" \\S+/.*\\s*", "")));
    return new Machine(facts);
  }

  private static String readable(String bytes) {
    return bytes.isEmpty()
        ? "–"
        : String.format(Locale.ROOT, "%,d KiB", Long.parseLong(bytes) >> 10);
  }

  private static String found(Pattern pattern, String text, String otherwise) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : otherwise;
  }

  /// Empty where there is no such file.
  private static String text(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException _) {
      return "";
    }
  }
}
