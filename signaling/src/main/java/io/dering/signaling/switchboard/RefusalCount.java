package io.dering.signaling.switchboard;

import io.dering.signaling.backend.AgentAnswer;
import io.dering.signaling.call.Direction;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;

/// How many calls were refused in the last minutes: the one that runs and the [#MINUTES] before it.
/// Bounded by the minutes, however many are refused.
final class RefusalCount {
  static final int MINUTES = 10;

  private final Deque<Minute> minutes = new ArrayDeque<>();

  private record Minute(Instant begin, int inbound, int outbound) {
    Minute plus(Direction direction) {
      return direction == Direction.INBOUND
          ? new Minute(begin, inbound + 1, outbound)
          : new Minute(begin, inbound, outbound + 1);
    }
  }

  void refused(Direction direction, Instant now) {
    Instant begin = now.truncatedTo(ChronoUnit.MINUTES);
    forget(now);
    Minute last = minutes.peekLast();
    if (last != null && last.begin().equals(begin)) {
      minutes.removeLast();
      minutes.add(last.plus(direction));
    } else {
      minutes.add(new Minute(begin, 0, 0).plus(direction));
    }
  }

  AgentAnswer.Turned lately(Instant now) {
    forget(now);
    return new AgentAnswer.Turned(
        from(now),
        minutes.stream().mapToInt(Minute::inbound).sum(),
        minutes.stream().mapToInt(Minute::outbound).sum());
  }

  private void forget(Instant now) {
    Instant from = from(now);
    minutes.removeIf(minute -> minute.begin().isBefore(from));
  }

  private static Instant from(Instant now) {
    return now.truncatedTo(ChronoUnit.MINUTES).minus(MINUTES, ChronoUnit.MINUTES);
  }
}
