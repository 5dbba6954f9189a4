package io.dering.transport.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// How the calling thread is scheduled, by the kernel's own words.
final class OwnSched {
  private static final Path FILE = Path.of("/proc/thread-self/sched");

  private OwnSched() {}

  /// Slices in nanoseconds. Empty where the kernel does not show it.
  static String figure(String name) {
    if (!Files.isReadable(FILE)) {
      return "";
    }
    try {
      return Files.readAllLines(FILE).stream()
          .filter(line -> line.startsWith(name + " "))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// Linux from 6.12 on; an older one takes the call and changes nothing.
  static boolean takesSlices() {
    List<Integer> version =
        Arrays.stream(System.getProperty("os.version").split("\\D+"))
            .limit(2)
            .map(Integer::valueOf)
            .toList();
    return version.getFirst() > 6 || (version.getFirst() == 6 && version.getLast() >= 12);
  }
}
