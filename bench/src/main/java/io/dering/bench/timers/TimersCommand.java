package io.dering.bench.timers;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `timers`: exit code 0 when the bar is held, 1 otherwise.
@Command(
    name = "timers",
    mixinStandardHelpOptions = true,
    description = "How late ringing windows end with very many calls ringing on one thread.")
public final class TimersCommand implements Callable<Integer> {
  private static final int WARM_UP = 20_000;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--calls", defaultValue = "100000", description = "Ringing; default 100000.")
  private int calls;

  @Option(names = "--cold", description = "As in a process that has just started.")
  private boolean cold;

  @Override
  public Integer call() {
    if (!cold) {
      // A process that has just started has yet to compile what a window's end needs.
      new RingTimers(new WaitedClock.Jumping(Instant.EPOCH, Duration.ZERO), WARM_UP).run();
    }
    return new RingTimers(new WaitedClock.Real(Instant.now()), calls)
        .run()
        .report(Objects.requireNonNull(spec).commandLine().getOut(), "calls rang in vain");
  }
}
