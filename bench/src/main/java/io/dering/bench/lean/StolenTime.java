package io.dering.bench.lean;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// For how long a virtual machine's processors had work and the host gave them no time: of no
/// process here, and nothing that one of them could do better.
final class StolenTime {
  private static final Path STAT = Path.of("/proc/stat");

  /// USER_HZ of every Linux that Java runs on.
  private static final long MILLIS_PER_TICK = 10;

  /// `cpu user nice system idle iowait irq softirq steal …` (proc_stat(5)).
  private static final int STEAL = 8;

  private StolenTime() {}

  /// Since the machine's start, all processors together; 0 where nobody says.
  static long millis() {
    if (!Files.isReadable(STAT)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(STAT)) {
      return lines.findFirst().map(StolenTime::millis).orElse(0L);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @param all the line of all processors
  static long millis(String all) {
    String[] words = all.trim().split("\\s+", -1);
    return words.length > STEAL ? MILLIS_PER_TICK * Long.parseLong(words[STEAL]) : 0;
  }
}
