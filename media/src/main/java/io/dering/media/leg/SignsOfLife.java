package io.dering.media.leg;

import io.dering.media.time.Deadline;

/// When the peer was last heard, by anything that only it can have sent: authentic checks, RTP and
/// RTCP. Costs one store for each packet; the deadline moves once in a silence.
final class SignsOfLife {
  /// Without a sign for so long a leg counts as quiet: a browser checks its pair every 2.5 s, a
  /// peer after RFC 7675 at least every 6 s. More finds a dead path later, less takes a lost check
  /// for one. Consent, which ends the leg, lasts longer.
  static final long QUIET_AFTER_NANOS = 8_000_000_000L;

  private long heardNanos;
  private long lookAtNanos = Deadline.NEVER;
  private boolean quiet;

  /// From here on the peer is expected to be heard.
  void begin(long nowNanos) {
    heardNanos = nowNanos;
    lookAtNanos = Deadline.after(nowNanos, QUIET_AFTER_NANOS);
  }

  /// A sign; whether it ends a silence that was told.
  boolean heard(long nowNanos) {
    heardNanos = nowNanos;
    if (!quiet) {
      return false;
    }
    quiet = false;
    lookAtNanos = Deadline.after(nowNanos, QUIET_AFTER_NANOS);
    return true;
  }

  /// Whether the peer has become quiet: true once for each silence.
  boolean fallsQuiet(long nowNanos) {
    if (!Deadline.isDue(lookAtNanos, nowNanos)) {
      return false;
    }
    long quietAtNanos = Deadline.after(heardNanos, QUIET_AFTER_NANOS);
    quiet = Deadline.isDue(quietAtNanos, nowNanos);
    lookAtNanos = quiet ? Deadline.NEVER : quietAtNanos;
    return quiet;
  }

  long silenceNanos(long nowNanos) {
    return nowNanos - heardNanos;
  }

  long nextDeadlineNanos() {
    return lookAtNanos;
  }
}
