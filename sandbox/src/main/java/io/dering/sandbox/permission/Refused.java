package io.dering.sandbox.permission;

import java.time.Instant;

/// Why a request or a call is not allowed by what the customer wants. Times are the calendar's.
public sealed interface Refused {
  /// 138006.
  record NoPermission() implements Refused {}

  /// 138012.
  record TooManyCalls(Instant freeAt) implements Refused {}

  /// 138009.
  record TooManyRequests(Instant freeAt) implements Refused {}

  /// 138017.
  record AlreadyPermanent() implements Refused {}
}
