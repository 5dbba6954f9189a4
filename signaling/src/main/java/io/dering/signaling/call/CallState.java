package io.dering.signaling.call;

import io.dering.signaling.id.AgentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Where a call stands. Each state carries only what is true in it.
public sealed interface CallState {
  /// When `TimePassed` next matters, `Instant.MAX` if never.
  Instant deadline();

  /// Arrived; whether and where it rings is being decided in the same step.
  record Offered(SessionDescription offer) implements CallState {
    @Override
    public Instant deadline() {
      return Instant.MAX;
    }
  }

  /// Rings until `deadline`; media works on the answer or has it. `metaLegWasUp` as in `Handling`.
  record Ringing(Instant since, Instant deadline, AnswerProgress answer, boolean metaLegWasUp)
      implements CallState {}

  /// An agent has taken it; it talks as soon as Meta confirms the accept.
  record Connecting(Handling handling, Instant giveUpAt, AcceptProgress accept)
      implements CallState {
    @Override
    public Instant deadline() {
      return earlier(handling.vacancyEnds(), giveUpAt);
    }
  }

  /// A call of the business's: its agent waits, the customer has not answered.
  ///
  /// @param giveUpAt until when the offer is waited for, and later the customer
  record Calling(Handling handling, Instant giveUpAt, Reach reach, Session session)
      implements CallState {
    @Override
    public Instant deadline() {
      return earlier(handling.vacancyEnds(), giveUpAt);
    }

    Calling with(Handling changed) {
      return new Calling(changed, giveUpAt, reach, session);
    }

    Calling with(Reach further) {
      return new Calling(handling, giveUpAt, further, session);
    }
  }

  /// Customer and agent can talk.
  ///
  /// @param paidUntil when the money ends: not a moment more is talked (BAL-4); `Instant.MAX` for a
  ///   call that costs nothing
  record Talking(Handling handling, Instant since, Instant paidUntil, Session session)
      implements CallState {
    /// A call of the customer's: free (IN-1).
    public Talking(Handling handling, Instant since) {
      this(handling, since, Instant.MAX, Session.ANSWERED);
    }

    @Override
    public Instant deadline() {
      return earlier(handling.vacancyEnds(), paidUntil);
    }

    Talking with(Handling changed) {
      return new Talking(changed, since, paidUntil, session);
    }

    /// Until when was talked, if it ends now: what is not paid for is not talked.
    public Instant talkedUntil(Instant now) {
      return earlier(now, paidUntil);
    }
  }

  /// Over; remembered until `deadline`, so that late facts find a tombstone.
  record Ended(Instant deadline, Aftermath aftermath, boolean reportedByMeta)
      implements CallState {}

  /// Who handles a taken call, how long it rang before, and whether the agent is muted.
  ///
  /// @param metaLegWasUp whether the Meta leg was ever connected: before that nobody can have
  ///   talked
  /// @param agentLegWasUp the same of the agent's leg
  record Handling(
      Seat seat, long ringMs, boolean muted, boolean metaLegWasUp, boolean agentLegWasUp) {
    Instant vacancyEnds() {
      return switch (seat) {
        case Seat.Taken _ -> Instant.MAX;
        case Seat.Awaited awaited -> awaited.until();
        case Seat.Vacant vacant -> vacant.until();
      };
    }

    Handling vacated(Instant until) {
      Seat vacant = new Seat.Vacant(seat.agent(), until);
      return new Handling(vacant, ringMs, muted, metaLegWasUp, agentLegWasUp);
    }

    Handling seated(Seat.Taken taken) {
      return new Handling(taken, ringMs, muted, metaLegWasUp, true);
    }

    Handling withMuted(boolean newMuted) {
      return new Handling(seat, ringMs, newMuted, metaLegWasUp, agentLegWasUp);
    }

    Handling rang(long newRingMs) {
      return new Handling(seat, newRingMs, muted, metaLegWasUp, agentLegWasUp);
    }

    Handling withMetaLeg() {
      return new Handling(seat, ringMs, muted, true, agentLegWasUp);
    }

    boolean couldTalk() {
      return metaLegWasUp && agentLegWasUp;
    }
  }

  /// Media's work on Meta's offer.
  enum NoAnswer implements AnswerProgress {
    YET
  }

  /// The answer as media made it; pre_accept was asked for with this very text.
  record AnswerInHand(SessionDescription answer) implements AnswerProgress {}

  /// Whether the answer is there.
  sealed interface AnswerProgress permits NoAnswer, AnswerInHand {}

  /// How far a call of the business's has come.
  sealed interface Reach permits NotRinging, Rings, Gone {}

  /// Before the customer's phone rings.
  enum NotRinging implements Reach {
    /// Media makes our offer.
    OFFERING,
    /// Connect was sent; Meta's id is not known yet.
    DIALLED,
    /// Meta has the call.
    PLACED
  }

  /// The customer's phone rings, since then.
  record Rings(Instant since) implements Reach {}

  /// Meta has ended it and not said why: that the customer declined may come right behind.
  enum Gone implements Reach {
    GONE
  }

  /// Whether both sides' SDP is known.
  enum Session {
    /// Meta's answer to our offer is not there.
    AWAITED,
    ANSWERED
  }

  /// Whether accept was sent: before it a reject ends the call at Meta, after it a terminate.
  enum AcceptProgress {
    WAITING_FOR_ANSWER,
    SENT
  }

  /// What may still have to be done for an ended call.
  enum Aftermath {
    NONE,
    /// Accept was refused and a terminate sent: should Meta refuse that too, the call was never
    /// picked up there and a reject ends it.
    REJECT_IF_TERMINATE_REFUSED,
    /// Connect was under way: the call may exist at Meta, and is terminated as soon as its id is
    /// known.
    TERMINATE_WHEN_PLACED
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /// The agent who has the call, null while nobody has.
  static @Nullable AgentId holder(CallState state) {
    return switch (state) {
      case Offered _, Ringing _, Ended _ -> null;
      case Connecting connecting -> connecting.handling().seat().agent();
      case Calling calling -> calling.handling().seat().agent();
      case Talking talking -> talking.handling().seat().agent();
    };
  }
}
