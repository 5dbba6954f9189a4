package io.dering.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What is left running would be a neighbour of every later measurement.
final class NeighboursTest {
  private static final long BETWEEN_LOOKS_NANOS = 5_000_000;

  private final Set<Long> before =
      running().stream().map(ProcessHandle::pid).collect(Collectors.toSet());

  @Test
  void asManyAsAreAskedForWorkOnTheOneCoreAndNoneIsLeftAfterIt() throws IOException {
    List<ProcessHandle> seen;
    try (Neighbours _ = Neighbours.move(2, Pinned.to(0))) {
      // Each is a shell, and the clock that ends it should nobody be left to do it.
      seen = when(4);
      for (ProcessHandle one : seen) {
        assertThat(allowed(one)).isEqualTo("0");
      }
      assertThat(seen.stream().filter(NeighboursTest::works)).hasSize(2);
    }
    assertThat(until(() -> seen.stream().noneMatch(ProcessHandle::isAlive)))
        .as("none is left")
        .isTrue();
  }

  @Test
  void noneIsNone() throws IOException {
    try (Neighbours _ = Neighbours.move(0, Pinned.NOWHERE)) {
      assertThat(ours()).isEmpty();
    }
  }

  /// Uses the processor and goes on to.
  private static boolean works(ProcessHandle one) {
    if (one.parent().filter(parent -> parent.pid() == ProcessHandle.current().pid()).isPresent()) {
      return false;
    }
    Duration least = Duration.ofMillis(20);
    return until(() -> one.info().totalCpuDuration().orElse(Duration.ZERO).compareTo(least) > 0);
  }

  private List<ProcessHandle> when(int count) {
    assertThat(until(() -> ours().size() == count)).as("%d processes", count).isTrue();
    return ours();
  }

  private static boolean until(BooleanSupplier holds) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
    }
    return true;
  }

  private List<ProcessHandle> ours() {
    return running().stream().filter(one -> !before.contains(one.pid())).toList();
  }

  private static List<ProcessHandle> running() {
    return ProcessHandle.current().descendants().toList();
  }

  private static String allowed(ProcessHandle one) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + one.pid() + "/status")).stream()
        .filter(line -> line.startsWith("Cpus_allowed_list:"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("");
  }
}
