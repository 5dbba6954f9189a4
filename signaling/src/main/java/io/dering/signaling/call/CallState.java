package io.dering.signaling.call;

import io.dering.signaling.id.AgentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Where an inbound call stands. Each state carries only what is true in it.
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
      Instant vacancyEnds = handling.vacancyEnds();
      return vacancyEnds.isBefore(giveUpAt) ? vacancyEnds : giveUpAt;
    }
  }

  /// Customer and agent can talk.
  record Talking(Handling handling, Instant since) implements CallState {
    @Override
    public Instant deadline() {
      return handling.vacancyEnds();
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
    REJECT_IF_TERMINATE_REFUSED
  }

  /// The agent who has the call, null while nobody has.
  static @Nullable AgentId holder(CallState state) {
    return switch (state) {
      case Offered _, Ringing _, Ended _ -> null;
      case Connecting connecting -> connecting.handling().seat().agent();
      case Talking talking -> talking.handling().seat().agent();
    };
  }
}
