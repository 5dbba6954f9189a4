package io.dering.bench.timers;

import java.time.Instant;
import java.util.function.Function;
import picocli.CommandLine.Command;

/// `cut-offs`: the end of the money (BAL-4).
@Command(
    name = "cut-offs",
    mixinStandardHelpOptions = true,
    description = "How late calls end whose money is spent, with very many talking on one thread.")
public final class CutOffsCommand extends PunctualCommand {
  @Override
  Lateness run(Function<Instant, WaitedClock> clocks, int count) {
    return new CutOffs(clocks, count).run();
  }

  @Override
  String fate() {
    return "were cut off at the end of their money";
  }
}
