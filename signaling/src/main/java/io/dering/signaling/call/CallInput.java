package io.dering.signaling.call;

import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ConnectionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What can happen to one call.
public sealed interface CallInput {
  /// Somebody can answer: ring for that long.
  record Rung(Duration window) implements CallInput {}

  /// Nobody can answer, for this reason.
  record GivenUp(EndReason reason) implements CallInput {}

  /// Meta sent the connect again.
  record OfferRepeated() implements CallInput {}

  record MediaAnswered(SessionDescription answer) implements CallInput {}

  record MediaRefused(String code) implements CallInput {}

  record LegConnected() implements CallInput {}

  record LegClosed(LegCloseReason reason) implements CallInput {}

  /// A free agent who is offered the call accepts it in that tab (IN-5), whose leg is up or not.
  record Taken(AgentId agent, ConnectionId connection, boolean legUp) implements CallInput {}

  record HungUp(AgentId agent) implements CallInput {}

  record MuteChosen(AgentId agent, boolean muted) implements CallInput {}

  /// That tab's socket or leg is gone.
  record TabLost(ConnectionId connection) implements CallInput {}

  /// That tab of the agent can carry media.
  record TabReady(AgentId agent, ConnectionId connection) implements CallInput {}

  record RequestSucceeded(GraphAction action) implements CallInput {}

  record RequestRefused(GraphAction action, MetaError error) implements CallInput {}

  record RequestUnknown(GraphAction action) implements CallInput {}

  record MetaTerminated(TerminateStatus status, @Nullable TalkTimes times, List<MetaError> errors)
      implements CallInput {
    public MetaTerminated {
      errors = List.copyOf(errors);
    }
  }

  /// A defect of ours: whatever was being decided about the call is not to be trusted.
  record Broken() implements CallInput {}

  /// The deadline of the state may have come.
  record TimePassed() implements CallInput {}

  /// What can happen to a call of the business's alone.
  sealed interface Outbound extends CallInput {}

  /// Media has made our offer.
  ///
  /// @param ringFor how long the customer's phone may ring from here on
  record OfferMade(SessionDescription offer, Duration ringFor) implements Outbound {}

  record OfferNotMade(String code) implements Outbound {}

  /// The call is known at Meta: by the answer to connect, or by a webhook that overtook it.
  record Placed() implements Outbound {}

  /// Meta's SDP answer: a path for media, not the pickup (Meta reference 2.3).
  record SessionAnswered(SessionDescription answer) implements Outbound {}

  record AnswerRefused(String code) implements Outbound {}

  record CustomerRings() implements Outbound {}

  /// The customer has picked up.
  ///
  /// @param paidUntil until when the call is paid for; `Instant.MAX` where nothing is paid
  record CustomerAnswered(Instant paidUntil) implements Outbound {}

  record CustomerDeclined() implements Outbound {}

  /// One more minute is held, and stored (BAL-5).
  record PaidUntil(Instant paidUntil) implements Outbound {}
}
