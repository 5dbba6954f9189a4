package io.dering.bench.timers;

import java.time.Instant;
import java.util.function.Function;
import picocli.CommandLine.Command;

/// `timers`: ringing windows (IN-7).
@Command(
    name = "timers",
    mixinStandardHelpOptions = true,
    description = "How late ringing windows end with very many calls ringing on one thread.")
public final class TimersCommand extends PunctualCommand {
  @Override
  Lateness run(Function<Instant, WaitedClock> clocks, int count) {
    return new RingTimers(clocks.apply(Instant.now()), count).run();
  }

  @Override
  String fate() {
    return "rang in vain";
  }
}
