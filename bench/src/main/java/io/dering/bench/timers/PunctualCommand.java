package io.dering.bench.timers;

import io.dering.transport.linux.TimeSlice;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// How late deadlines of very many calls are kept: exit code 0 when the bar is held, 1 otherwise.
abstract sealed class PunctualCommand implements Callable<Integer>
    permits TimersCommand, CutOffsCommand {
  private static final int WARM_UP = 20_000;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--calls", defaultValue = "100000", description = "At once; default 100000.")
  private int calls;

  @Option(names = "--cold", description = "As in a process that has just started.")
  private boolean cold;

  /// @param clocks makes a clock that shows that instant now
  abstract Lateness run(Function<Instant, WaitedClock> clocks, int count);

  /// What became of the calls, as in "100,000 calls ...".
  abstract String fate();

  @Override
  public Integer call() {
    // As the conductor's thread does.
    TimeSlice.shorten();
    if (!cold) {
      // A process that has just started has yet to compile what a deadline needs.
      run(start -> new WaitedClock.Jumping(start, Duration.ZERO), WARM_UP);
    }
    return run(WaitedClock.Real::new, calls)
        .report(Objects.requireNonNull(spec).commandLine().getOut(), "calls " + fate());
  }
}
