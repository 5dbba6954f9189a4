package io.dering.signaling.permission;

/// How a grant, or the lack of one, came about. Stored by name: append only.
public enum GrantSource {
  /// Nobody has said anything yet.
  NOBODY,
  /// The customer allowed a request.
  REQUEST,
  /// The customer switched it on in the business's profile, without a request.
  PROFILE,
  /// The customer called, and Meta granted it by itself (PM-8).
  CALLBACK,
  /// Meta said so when it was asked (Meta reference 3.4).
  META,
  /// The customer declined, or withdrew it.
  CUSTOMER,
  /// Meta took it away after calls that were not answered (OUT-4).
  UNANSWERED,
  /// Our own count of calls that were not answered stands in for Meta's word (OUT-4).
  COUNT,
  /// A temporary grant has run out.
  TIME
}
