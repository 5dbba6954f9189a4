package io.dering.transport.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

final class TimeSliceTest {
  /// Each thread's own line `se.slice`, in nanoseconds.
  private static final Path OWN = Path.of("/proc/thread-self/sched");

  @Test
  void theCallingThreadGetsTheShortestSliceAndNoOtherThreadNotEvenOneThatItStarts()
      throws Exception {
    String before = slice();
    List<String> seen = new CopyOnWriteArrayList<>();
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              assertThat(TimeSlice.shorten()).isTrue();
              seen.add(slice());
              seen.add(ofOneStartedHere());
            });
    thread.join();
    String shortest = takesSlices() && !before.isEmpty() ? "100000" : before;
    assertThat(seen).containsExactly(shortest, before);
    assertThat(slice()).isEqualTo(before);
  }

  private static String ofOneStartedHere() {
    CompletableFuture<String> seen = new CompletableFuture<>();
    Thread.ofPlatform().start(() -> seen.complete(slice()));
    return seen.join();
  }

  /// Linux from 6.12 on; an older one takes the call and changes nothing.
  private static boolean takesSlices() {
    List<Integer> version =
        Arrays.stream(System.getProperty("os.version").split("\\D+"))
            .limit(2)
            .map(Integer::valueOf)
            .toList();
    return version.getFirst() > 6 || (version.getFirst() == 6 && version.getLast() >= 12);
  }

  /// Empty where the kernel does not show it.
  private static String slice() {
    if (!Files.isReadable(OWN)) {
      return "";
    }
    try {
      return Files.readAllLines(OWN).stream()
          .filter(line -> line.startsWith("se.slice"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
