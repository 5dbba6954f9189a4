package io.dering.sandbox.phone;

import io.dering.sandbox.calls.EndCause;
import java.time.Duration;

/// What a scripted customer does when the business calls. Times run from the first ring.
public sealed interface Reaction {
  /// Picks up and says the script.
  record Answer(Duration after) implements Reaction {}

  record Decline(Duration after) implements Reaction {}

  /// Lets it ring.
  record Ignore() implements Reaction {}

  /// Is not reached at all: it does not even ring.
  record Unreachable() implements Reaction {}

  /// The client gives up by itself.
  ///
  /// @param cause one with an error code
  record Fail(Duration after, EndCause cause) implements Reaction {}
}
