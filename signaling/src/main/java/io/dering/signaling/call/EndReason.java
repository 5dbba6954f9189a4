package io.dering.signaling.call;

/// The exact reason beside Answered or Unanswered (REP-2). The names are stored and shown: append
/// only.
public enum EndReason {
  /// The customer hung up, or Meta's own time-out came: Meta reports both alike (IN-7, IN-8).
  CUSTOMER_HUNG_UP(EndedBy.CUSTOMER),
  AGENT_HUNG_UP(EndedBy.AGENT),
  /// The last one able to answer declined (IN-6).
  DECLINED(EndedBy.AGENT),
  /// The ringing window ran out (IN-7); for a call of the business's, the customer's phone rang for
  /// as long as is waited.
  TIMED_OUT(EndedBy.GATEWAY),
  /// Nobody able to answer at arrival, or the last page went away while ringing (IN-6).
  NOBODY_REACHABLE(EndedBy.GATEWAY),
  /// The channel has no ring group (IN-3c).
  NO_RING_GROUP(EndedBy.GATEWAY),
  /// The channel is switched off for customers' calls (IN-2).
  INBOUND_OFF(EndedBy.GATEWAY),
  /// Nobody works at this hour, and the channel rejects calls then (RM-9).
  OUT_OF_HOURS(EndedBy.GATEWAY),
  /// The phone number id is not a channel of the account.
  UNKNOWN_CHANNEL(EndedBy.GATEWAY),
  /// The connect arrived more than 60 s after Meta made it: missed.
  STALE(EndedBy.GATEWAY),
  /// Media could not use the offer.
  OFFER_REFUSED(EndedBy.GATEWAY),
  /// The Meta leg failed before anybody talked.
  MEDIA_FAILED(EndedBy.GATEWAY),
  /// The Meta leg was lost while talking.
  MEDIA_LOST(EndedBy.GATEWAY),
  /// The agent's page was gone, or the leg of the one that accepted stayed down, for longer than
  /// the rejoin grace.
  AGENT_LOST(EndedBy.GATEWAY),
  /// Meta refused pre_accept, accept or connect; the code stands beside it.
  META_REFUSED(EndedBy.GATEWAY),
  /// Whether Meta took the accept is not known: the call was ended to be sure.
  ACCEPT_UNKNOWN(EndedBy.GATEWAY),
  /// Accepting took longer than the connecting time-out.
  CONNECT_TIMED_OUT(EndedBy.GATEWAY),
  /// Meta reported the call FAILED; the code stands beside it if there was one.
  META_FAILED(EndedBy.CUSTOMER),
  /// The gateway stopped in mid-call; the next start ended it.
  GATEWAY_RESTARTED(EndedBy.GATEWAY),
  /// A defect of ours in the handling of this call.
  GATEWAY_FAILED(EndedBy.GATEWAY),
  /// The customer did not answer the business's call: Meta's own time-out, or a phone that cannot
  /// be reached.
  NOT_ANSWERED(EndedBy.CUSTOMER),
  /// The customer declined the business's call.
  CUSTOMER_DECLINED(EndedBy.CUSTOMER),
  /// The customer is on a call with this number already (Meta's 138003).
  CUSTOMER_BUSY(EndedBy.CUSTOMER),
  /// Whether Meta took the connect is not known: the call is ended as soon as it shows.
  CONNECT_UNKNOWN(EndedBy.GATEWAY),
  /// Media could not use Meta's answer.
  ANSWER_REFUSED(EndedBy.GATEWAY),
  /// The balance could not pay for the next minute (BAL-4).
  BALANCE_SPENT(EndedBy.GATEWAY),
  /// The gateway had too much to do for another call, or as many as the account may have.
  OVERLOADED(EndedBy.GATEWAY);

  private final EndedBy endedBy;

  EndReason(EndedBy endedBy) {
    this.endedBy = endedBy;
  }

  public EndedBy endedBy() {
    return endedBy;
  }
}
