package io.dering.bench.timers;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `cut-offs`: exit code 0 when the bar is held, 1 otherwise.
@Command(
    name = "cut-offs",
    mixinStandardHelpOptions = true,
    description = "How late calls end whose money is spent, with very many talking on one thread.")
public final class CutOffsCommand implements Callable<Integer> {
  private static final int WARM_UP = 20_000;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--calls", defaultValue = "100000", description = "Talking; default 100000.")
  private int calls;

  @Option(names = "--cold", description = "As in a process that has just started.")
  private boolean cold;

  @Override
  public Integer call() {
    if (!cold) {
      // A process that has just started has yet to compile what an end needs.
      new CutOffs(start -> new WaitedClock.Jumping(start, Duration.ZERO), WARM_UP).run();
    }
    return new CutOffs(WaitedClock.Real::new, calls)
        .run()
        .report(
            Objects.requireNonNull(spec).commandLine().getOut(),
            "calls were cut off at the end of their money");
  }
}
