package io.dering.transport.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

final class TimeSliceTest {
  /// Each thread's own line `se.slice`, in nanoseconds.
  private static final Path OWN = Path.of("/proc/thread-self/sched");

  @Test
  void theCallingThreadGetsTheShortestSliceAndNoOtherThread() throws Exception {
    assumeThat(Files.isReadable(OWN)).as("a kernel that shows it").isTrue();
    String before = slice();
    assumeThat(before).as("a kernel that has slices").isNotEmpty();
    List<String> seen = new CopyOnWriteArrayList<>();
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              assertThat(TimeSlice.shorten()).isTrue();
              seen.add(slice());
            });
    thread.join();
    assertThat(seen).containsExactly("100000");
    assertThat(slice()).isEqualTo(before);
  }

  private static String slice() {
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
