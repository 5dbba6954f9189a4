package io.dering.gateway.agents;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/// Asks every socket for a sign of life once in a period.
///
/// The period is cut into [#TURNS], and the sockets of a turn are asked in one go, as their answers
/// then come: a thousand agents wake the event loop some eight times a second in place of hundreds
/// of times with a timer each. A socket stands in the turn that has just been, so that it is first
/// asked about a period after it came.
final class Heartbeat {
  /// More spreads the work more evenly, less wakes less often.
  static final int TURNS = 12;

  private final long turnMs;
  private final List<Set<Runnable>> turns =
      Stream.<Set<Runnable>>generate(ConcurrentHashMap::newKeySet).limit(TURNS).toList();
  private final AtomicBoolean beating = new AtomicBoolean();
  private volatile int turn;

  Heartbeat(Duration period) {
    turnMs = Math.max(1, period.toMillis() / TURNS);
  }

  /// Whom to take out of it when it ends.
  record Place(Set<Runnable> turn, Runnable ask) {
    void leave() {
      turn.remove(ask);
    }
  }

  /// From now on this one is asked as well.
  ///
  /// @param ask asks it; called on the heartbeat's own thread
  Place join(Runnable ask, Vertx vertx) {
    if (beating.compareAndSet(false, true)) {
      vertx.setPeriodic(turnMs, _ -> beat());
    }
    Set<Runnable> mates = turns.get(turn);
    mates.add(ask);
    return new Place(mates, ask);
  }

  /// Asks those whose turn it is.
  void beat() {
    int next = (turn + 1) % TURNS;
    turn = next;
    turns.get(next).forEach(Runnable::run);
  }
}
