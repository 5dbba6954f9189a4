package io.dering.media.ice;

import io.dering.media.stun.StunMessage;
import io.dering.media.time.Deadline;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// Our one base and one remote address, with the check that is under way between them.
final class CandidatePair {
  /// RFC 8445 §6.1.2.6 without *Frozen*.
  enum State {
    WAITING,
    IN_PROGRESS,
    SUCCEEDED,
    FAILED
  }

  final InetSocketAddress remote;
  final long priority;
  final boolean peerReflexive;

  State state = State.WAITING;

  /// To be checked before ordinary ones, because the peer has just checked us (RFC 8445 §7.3.1.4).
  boolean triggered;

  /// The controlling peer nominated it before our own check succeeded (RFC 8445 §7.3.1.5).
  boolean nominatedByPeer;

  @Nullable CheckTransaction current;

  /// The check that a triggered one replaced: no longer repeated, still to be believed.
  @Nullable CheckTransaction previous;

  int sends;

  /// When the current check was first sent.
  long openedAtNanos;

  long sentAtNanos;
  long resendAtNanos = Deadline.NEVER;
  long rtoNanos;

  /// Of a check answered after one sending (a repeated one is ambiguous), or -1.
  long roundTripNanos = -1;

  CandidatePair(InetSocketAddress remote, long priority, boolean peerReflexive) {
    this.remote = remote;
    this.priority = priority;
    this.peerReflexive = peerReflexive;
  }

  /// The check that this message answers, or null.
  @Nullable CheckTransaction answered(StunMessage response) {
    if (current != null && current.isAnsweredBy(response)) {
      return current;
    }
    return previous != null && previous.isAnsweredBy(response) ? previous : null;
  }

  void open(CheckTransaction transaction) {
    previous = current;
    current = transaction;
    sends = 0;
    triggered = false;
    if (state != State.SUCCEEDED) {
      state = State.IN_PROGRESS;
    }
  }

  void end(State next) {
    state = next;
    current = null;
    previous = null;
    triggered = false;
    resendAtNanos = Deadline.NEVER;
  }

  boolean isUndecided() {
    return state == State.WAITING || state == State.IN_PROGRESS;
  }
}
