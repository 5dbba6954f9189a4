package io.dering.bench.timers;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
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
  /// Of the design: late by at most so much at p99.9, and never early.
  private static final double BAR_MS = 20;

  private static final int WARM_UP = 20_000;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--calls", defaultValue = "100000", description = "Ringing; default 100000.")
  private int calls;

  @Option(names = "--cold", description = "As in a process that has just started.")
  private boolean cold;

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (!cold) {
      // A process that has just started has yet to compile what a window's end needs.
      new RingTimers(new Jumping(), WARM_UP).run();
    }
    RingTimers.Outcome outcome = new RingTimers(new RealClock(), calls).run();
    double p999 = outcome.lateNanos().getValueAtPercentile(99.9) / 1e6;
    out.printf(
        Locale.ROOT,
        "%,d calls rang, %,d ended too early%n"
            + "late, ms: p50 %.2f, p99 %.2f, p99.9 %.2f (bar %.0f), max %.2f%n",
        calls,
        outcome.early(),
        outcome.lateNanos().getValueAtPercentile(50) / 1e6,
        outcome.lateNanos().getValueAtPercentile(99) / 1e6,
        p999,
        BAR_MS,
        outcome.lateNanos().getMaxValue() / 1e6);
    out.flush();
    return outcome.early() == 0 && p999 <= BAR_MS ? 0 : 1;
  }

  /// Time that passes at once.
  private static final class Jumping implements RingTimers.Clock {
    private Instant now = Instant.EPOCH;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public void await(Instant until) {
      now = until;
    }
  }

  /// The conductor's way to wait: until the next deadline, at least a millisecond.
  private static final class RealClock implements RingTimers.Clock {
    private static final Duration LEAST = Duration.ofMillis(1);
    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();

    @Override
    public Instant instant() {
      return start.plusNanos(System.nanoTime() - startNanos);
    }

    @Override
    public void await(Instant until) {
      Instant now = instant();
      while (now.isBefore(until)) {
        Duration left = Duration.between(now, until);
        LockSupport.parkNanos((left.compareTo(LEAST) < 0 ? LEAST : left).toNanos());
        now = instant();
      }
    }
  }
}
