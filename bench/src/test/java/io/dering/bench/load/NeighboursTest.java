package io.dering.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What is left running would be a neighbour of every later measurement.
final class NeighboursTest {
  private static final long BETWEEN_LOOKS_NANOS = 5_000_000;
  private static final Duration BEGUN = Duration.ofMillis(20);
  private static final Duration GONE_ON = Duration.ofMillis(200);

  private final Set<Long> before =
      running().stream().map(ProcessHandle::pid).collect(Collectors.toSet());

  @Test
  void asManyAsAreAskedForWorkOnTheOneCoreAndNoneIsLeftAfterIt() throws IOException {
    List<ProcessHandle> seen;
    try (Neighbours _ = Neighbours.move(2, Pinned.to(0))) {
      // Each is a shell, and the clock that ends it should nobody be left to do it.
      seen = when(4);
      for (ProcessHandle one : seen) {
        assertThat(status(one, "Cpus_allowed_list")).isEqualTo("0");
      }
      List<ProcessHandle> shells = seen.stream().filter(one -> !startedByUs(one)).toList();
      assertThat(shells).hasSize(2);
      for (ProcessHandle shell : shells) {
        assertThat(sleepsWhileItWorks(shell)).isZero();
      }
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

  private static boolean startedByUs(ProcessHandle one) {
    return one.parent().map(ProcessHandle::pid).equals(Optional.of(ProcessHandle.current().pid()));
  }

  /// How often it gave its core away by itself while it used some of the processor's time: however
  /// long that takes on a slow machine, one that never sleeps never does.
  private static long sleepsWhileItWorks(ProcessHandle one) throws IOException {
    awaitUsed(one, BEGUN);
    long before = Long.parseLong(status(one, "voluntary_ctxt_switches"));
    awaitUsed(one, BEGUN.plus(GONE_ON));
    return Long.parseLong(status(one, "voluntary_ctxt_switches")) - before;
  }

  private static void awaitUsed(ProcessHandle one, Duration time) {
    assertThat(
            until(() -> one.info().totalCpuDuration().orElse(Duration.ZERO).compareTo(time) >= 0))
        .as("%s of the processor", time)
        .isTrue();
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

  private static String status(ProcessHandle one, String name) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + one.pid() + "/status")).stream()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("");
  }
}
