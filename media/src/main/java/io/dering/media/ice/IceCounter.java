package io.dering.media.ice;

/// What an agent counts instead of logging.
public enum IceCounter {
  /// Not a STUN message we can read, or a method that is not Binding.
  MALFORMED,
  /// A request whose USERNAME does not name us.
  UNKNOWN_USER,
  /// A message without MESSAGE-INTEGRITY, or with a wrong one.
  NOT_AUTHENTIC,
  /// An authenticated request from an address that the policy refuses.
  REFUSED_ADDRESS,
  /// An authenticated request with a comprehension-required attribute we do not know; answered 420.
  UNKNOWN_ATTRIBUTE,
  /// An answer to no check of ours, or from another address than the one asked.
  UNMATCHED_RESPONSE,
  /// Anything received before the start or after the end.
  NOT_RUNNING,
  /// A request answered with 487.
  ROLE_CONFLICT,
  /// Our role changed.
  ROLE_SWITCH,
  /// A 487 that we did not follow, since the peer is lite or the role is settled.
  ROLE_CONFLICT_IGNORED,
  /// An authenticated error answer other than 487; the check is repeated.
  ERROR_RESPONSE,
  /// A remote candidate that the policy refuses.
  CANDIDATE_REFUSED,
  /// A remote candidate of no use: a name, TCP, another component, IPv6 without IPv6, repeated, too
  /// many.
  CANDIDATE_SKIPPED,
  /// A peer-reflexive address not learnt, since the list is full.
  PEER_REFLEXIVE_REFUSED,
  /// A nomination put off because the last change is too recent.
  NOMINATION_DEFERRED,
  /// The selected address changed.
  SELECTION_CHANGED,
  /// Checks sent, retransmissions included.
  CHECK_SENT,
  /// Consent checks sent, repetitions included.
  CONSENT_SENT,
  /// Consent checks answered.
  CONSENT_ANSWERED,
  /// Requests answered with success.
  REQUEST_ANSWERED
}
