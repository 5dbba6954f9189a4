package io.dering.transport.linux;

/// Whether a thread that has turns stands still: uses a processor from one look to the next and
/// ends no turn. Time is an argument.
///
/// A turn of the media thread's is 512 datagrams at most, some 5 ms.
final class Standstill {
  /// From one look to the next, ns, while the thread works. More lets it stand still for longer,
  /// less takes a long turn for a standstill, and more of the processor for looking.
  static final long LOOK_NANOS = 20_000_000;

  /// The same while it sleeps and has no turn, as without any call. More wakes an idle machine less
  /// often.
  static final long IDLE_NANOS = 100_000_000;

  /// Who has used that part of the time has not slept. What others with its priority, and the
  /// system's own work, take from it is in the rest.
  private static final int BUSY_PERCENT = 60;

  /// Who has used less than this has slept.
  private static final int IDLE_PERCENT = 1;

  private long turns;
  private long usedNanos;
  private long lookedNanos;
  private boolean idle;

  /// @param turns ended so far
  /// @param usedNanos of any processor so far
  Standstill(long turns, long usedNanos, long nowNanos) {
    this.turns = turns;
    this.usedNanos = usedNanos;
    this.lookedNanos = nowNanos;
  }

  /// As the constructor's.
  ///
  /// @return whether it has stood still since the last look
  boolean look(long turnsNow, long usedNow, long nowNanos) {
    long percent = 100 * (usedNow - usedNanos) / Math.max(1, nowNanos - lookedNanos);
    boolean still = turnsNow == turns && percent >= BUSY_PERCENT;
    idle = turnsNow == turns && percent < IDLE_PERCENT;
    turns = turnsNow;
    usedNanos = usedNow;
    lookedNanos = nowNanos;
    return still;
  }

  /// Until the next look.
  long nextInNanos() {
    return idle ? IDLE_NANOS : LOOK_NANOS;
  }
}
