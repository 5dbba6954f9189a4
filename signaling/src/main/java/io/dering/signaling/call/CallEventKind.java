package io.dering.signaling.call;

/// What an event of a call is about. The names are stored and shown: append only. Where a request
/// to Meta failed, `detail` is `unknown` or the figures of Meta's error.
public enum CallEventKind {
  /// The call was offered to an agent.
  OFFERED_TO_AGENT,
  DECLINED,
  /// Media has made the Meta leg and the answer.
  MEDIA_ANSWERED,
  /// Media cannot use the offer; `detail` is its code.
  MEDIA_REFUSED,
  PRE_ACCEPTED,
  PRE_ACCEPT_FAILED,
  /// An agent took the call (IN-5); `detail` is `without_leg` where the page had none up yet.
  TAKEN,
  /// Accept was sent to Meta: from here on only a terminate ends the call there.
  ACCEPT_SENT,
  META_LEG_CONNECTED,
  META_LEG_CLOSED,
  /// Accept's 200: the customer and the agent can talk.
  CONNECTED,
  MUTED,
  UNMUTED,
  AGENT_AWAY_FROM_CALL,
  AGENT_BACK,
  /// A reject or terminate was refused by Meta or its outcome is unknown.
  END_REQUEST_FAILED,
  /// Meta's terminate; `detail` holds Meta's talk seconds when the call was picked up.
  META_TERMINATED,
  ENDED,
  /// Meta refused the accept, or it is not known whether Meta took it.
  ACCEPT_FAILED,
  /// Where the call was routed to; `detail` is the way and, if there is one, the group's id.
  ROUTED,
  /// An agent was looked at and the call does not ring there; `detail` says why.
  AGENT_PASSED_BY,
  /// The turn of a round-robin group moved on to this agent (RG-3); `detail` is the group's id.
  TURN_MOVED,
  /// The call no longer rings for an agent who has not declined it.
  OFFER_WITHDRAWN,
  /// The call was announced to an agent without a page that answers, by push (RG-2).
  PUSH_SENT,
  /// None of the agent's devices takes that push: the agent cannot be reached (IN-6).
  PUSH_REFUSED,
  /// The leg of an agent who took the call without one is up.
  AGENT_LEG_CONNECTED,
  /// An agent calls the customer.
  CALLING,
  /// Connect was sent to Meta.
  DIALLED,
  /// Meta has the call; from here on a terminate ends it there.
  PLACED,
  /// Meta refused the connect, or it is not known whether Meta took it.
  CONNECT_FAILED,
  /// The customer's phone rings.
  CUSTOMER_RINGS,
  /// The agent was told that the money ends (BAL-4); `detail` is in how many seconds.
  BALANCE_WARNED,
  /// The money lasts longer than was told: there was a top-up (BAL-5).
  BALANCE_EXTENDED
}
