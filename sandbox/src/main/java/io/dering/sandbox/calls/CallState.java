package io.dering.sandbox.calls;

import java.time.Instant;

/// Where a call stands at Meta. `dialledAt` is the customer's tap on *Call*.
public sealed interface CallState {
  /// The customer has tapped *Call*; the offer is being made and no webhook has left.
  record Dialled(Instant dialledAt) implements CallState {}

  /// The connect webhook is on its way or delivered; the business has not answered.
  record Offered(Instant dialledAt) implements CallState {}

  /// The business has sent its SDP ahead; the media path is being built.
  record PreAccepted(Instant dialledAt, String answer) implements CallState {}

  /// Accept has come and its 200 has not left yet.
  record Accepting(Instant dialledAt, String answer) implements CallState {}

  /// Accept's 200 has left; nothing has been heard from the business.
  record Accepted(Instant acceptedAt) implements CallState {}

  /// The business is heard; `heardAt` is its newest packet we know of.
  record Talking(Instant acceptedAt, Instant heardAt) implements CallState {}

  /// Over, for good.
  record Ended(Ending ending) implements CallState {}
}
