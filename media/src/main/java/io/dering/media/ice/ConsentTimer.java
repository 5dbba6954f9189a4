package io.dering.media.ice;

import io.dering.media.stun.StunMessage;
import io.dering.media.time.Deadline;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Consent to send, for the selected address (RFC 7675 §5.1).
///
/// A full agent asks every 5 s, spread by 0.8 to 1.2, with a new transaction each time and without
/// retransmission, and only an authenticated answer renews consent. A lite agent sends no requests:
/// the peer's own authenticated checks on the selected pair renew it, since they prove the same:
/// who holds the password is there and wants the traffic.
///
/// Consent that has expired stops the sending, and may come back for a while: a full agent then
/// asks twice a second. Only after that is it lost (see the package for why).
final class ConsentTimer {
  /// More than can be unanswered within the time-out.
  private static final int OUTSTANDING = 8;

  private static final int MAX_REPEATS = 2;

  private final IceTiming timing;
  private final boolean asks;
  private final RandomGenerator random;
  private final int[] idHigh = new int[OUTSTANDING];
  private final long[] idLow = new long[OUTSTANDING];
  private int asked;
  private @Nullable CheckTransaction question;
  private int repeatsLeft;
  private long repeatAtNanos = Deadline.NEVER;
  private long askAtNanos = Deadline.NEVER;
  private long expiresAtNanos = Deadline.NEVER;
  private long lostAtNanos = Deadline.NEVER;
  private boolean expired;

  ConsentTimer(IceTiming timing, boolean asks, RandomGenerator random) {
    this.timing = timing;
    this.asks = asks;
    this.random = random;
  }

  /// A pair was selected: what proved it is consent as well, and asking begins anew.
  void begin(long nowNanos) {
    asked = 0;
    repeatAtNanos = Deadline.NEVER;
    renew(nowNanos);
    scheduleAsking(nowNanos);
  }

  void renew(long nowNanos) {
    expired = false;
    expiresAtNanos = Deadline.after(nowNanos, IceTiming.nanos(timing.consentTimeoutMs()));
    lostAtNanos = Deadline.after(expiresAtNanos, IceTiming.nanos(timing.consentReturnMs()));
  }

  /// Looks at the clock: from expiry on the questions come closer together.
  void advance(long nowNanos) {
    if (Deadline.isDue(expiresAtNanos, nowNanos)) {
      expired = true;
      expiresAtNanos = Deadline.NEVER;
      repeatAtNanos = Deadline.NEVER;
      if (asks) {
        askAtNanos = nowNanos;
      }
    }
  }

  /// Whether there is none at present: nothing but checks may be sent.
  boolean isExpired() {
    return expired;
  }

  /// Whether it will not come back.
  boolean isLost(long nowNanos) {
    return Deadline.isDue(lostAtNanos, nowNanos);
  }

  /// The question to send now, new or repeated, or null when none is due.
  @Nullable CheckTransaction due(IceRole role, long nowNanos) {
    if (Deadline.isDue(askAtNanos, nowNanos)) {
      question = ask(role);
      scheduleAsking(nowNanos);
      if (!expired) {
        repeatsLeft = MAX_REPEATS;
        repeatAtNanos = Deadline.after(nowNanos, IceTiming.nanos(timing.rtoMs()));
      }
      return question;
    }
    if (!Deadline.isDue(repeatAtNanos, nowNanos)) {
      return null;
    }
    repeatsLeft--;
    repeatAtNanos =
        repeatsLeft > 0
            ? Deadline.after(nowNanos, 2 * IceTiming.nanos(timing.rtoMs()))
            : Deadline.NEVER;
    return question;
  }

  private CheckTransaction ask(IceRole role) {
    CheckTransaction next = new CheckTransaction(random.nextInt(), random.nextLong(), role, false);
    int slot = asked % OUTSTANDING;
    idHigh[slot] = next.idHigh();
    idLow[slot] = next.idLow();
    asked++;
    return next;
  }

  /// An answer to a question of ours came.
  void answered(long nowNanos) {
    boolean back = expired;
    repeatAtNanos = Deadline.NEVER;
    renew(nowNanos);
    if (back) {
      scheduleAsking(nowNanos);
    }
  }

  boolean isAnsweredBy(StunMessage response) {
    int known = Math.min(asked, OUTSTANDING);
    for (int i = 0; i < known; i++) {
      if (idHigh[i] == response.transactionHigh() && idLow[i] == response.transactionLow()) {
        return true;
      }
    }
    return false;
  }

  long nextDeadlineNanos() {
    long next = Deadline.earlier(askAtNanos, repeatAtNanos);
    return Deadline.earlier(next, expired ? lostAtNanos : expiresAtNanos);
  }

  private void scheduleAsking(long nowNanos) {
    if (asks && expired) {
      askAtNanos = Deadline.after(nowNanos, IceTiming.nanos(timing.rtoMs()));
    } else if (asks) {
      long mean = IceTiming.nanos(timing.consentMs());
      askAtNanos = Deadline.after(nowNanos, random.nextLong(mean * 8 / 10, mean * 12 / 10 + 1));
    }
  }
}
