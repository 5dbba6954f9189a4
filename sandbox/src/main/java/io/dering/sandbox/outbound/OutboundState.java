package io.dering.sandbox.outbound;

import io.dering.sandbox.calls.Ending;
import java.time.Instant;

/// Where a call of the business's stands at Meta. `dialledAt` is when the request came.
public sealed interface OutboundState {
  /// Our media plane is making the answer; neither response nor webhook has left.
  record Dialled(Instant dialledAt) implements OutboundState {}

  /// The business has its answer; the customer's phone is being looked for.
  record Placed(Instant dialledAt) implements OutboundState {}

  /// The customer's phone rings.
  record Ringing(Instant dialledAt) implements OutboundState {}

  /// The customer has picked up; nothing has been heard from the business.
  record Accepted(Instant acceptedAt) implements OutboundState {}

  /// The business is heard; `heardAt` is its newest packet we know of.
  record Talking(Instant acceptedAt, Instant heardAt) implements OutboundState {}

  /// Over, for good.
  record Ended(Ending ending) implements OutboundState {}
}
