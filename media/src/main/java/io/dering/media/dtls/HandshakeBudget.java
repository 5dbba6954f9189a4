package io.dering.media.dtls;

import java.util.EnumMap;

/// How many handshakes may begin. One takes about a millisecond of a processor at each end, so that
/// somebody who makes us begin again and again would eat a core. The first of each leg always comes
/// through, at the latest in its turn; who nobody vouches for gets a share and no more.
///
/// Counts and instants alone, in nanoseconds that may begin anywhere; one thread.
public final class HandshakeBudget {
  /// Under way at once for those whom nobody vouches for. More holds more memory for them (about 40
  /// KiB each), less lets a spoofer of few calls keep others from their second attempt.
  public static final int MAX_UNVOUCHED_AT_ONCE = 64;

  /// Begun for them in any second. More costs more of a core in a flood, less slows second
  /// attempts.
  public static final int MAX_UNVOUCHED_PER_S = 100;

  private static final long SECOND_NANOS = 1_000_000_000L;

  private final Second all;
  private final Second unvouched = new Second(MAX_UNVOUCHED_PER_S);
  private final EnumMap<HandshakeRuling, Long> counts = new EnumMap<>(HandshakeRuling.class);
  private int underWay;
  private int unvouchedUnderWay;

  /// @param perSecond for everybody together, in any second
  public HandshakeBudget(int perSecond) {
    this.all = new Second(perSecond);
  }

  /// Whether a handshake may begin now; if so, [#over] follows once.
  public HandshakeRuling rule(Standing standing, long nowNanos) {
    HandshakeRuling ruling = judge(standing, nowNanos);
    if (ruling == HandshakeRuling.BEGUN) {
      all.note(nowNanos);
      underWay++;
      if (standing == Standing.UNVOUCHED) {
        unvouched.note(nowNanos);
        unvouchedUnderWay++;
      }
    }
    counts.merge(ruling, 1L, Long::sum);
    return ruling;
  }

  /// A handshake that had begun has succeeded or failed.
  public void over(Standing standing) {
    underWay--;
    if (standing == Standing.UNVOUCHED) {
      unvouchedUnderWay--;
    }
  }

  public int underWay() {
    return underWay;
  }

  /// How often it was ruled so.
  public long count(HandshakeRuling ruling) {
    return counts.getOrDefault(ruling, 0L);
  }

  private HandshakeRuling judge(Standing standing, long nowNanos) {
    if (standing == Standing.UNVOUCHED) {
      if (unvouchedUnderWay == MAX_UNVOUCHED_AT_ONCE) {
        return HandshakeRuling.TOO_MANY_AT_ONCE;
      }
      if (unvouched.isFull(nowNanos)) {
        return HandshakeRuling.TOO_MANY_A_SECOND;
      }
    }
    return all.isFull(nowNanos) ? HandshakeRuling.TOO_MANY_IN_ALL : HandshakeRuling.BEGUN;
  }

  /// The instants of the last so many: full while the oldest of them is less than a second ago.
  private static final class Second {
    private final long[] instants;
    private int next;
    private int noted;

    Second(int capacity) {
      instants = new long[capacity];
    }

    boolean isFull(long nowNanos) {
      return noted == instants.length && nowNanos - instants[next] < SECOND_NANOS;
    }

    void note(long nowNanos) {
      instants[next] = nowNanos;
      next = (next + 1) % instants.length;
      noted = Math.min(noted + 1, instants.length);
    }
  }
}
