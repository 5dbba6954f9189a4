package io.dering.sandbox.control;

import io.dering.sandbox.permission.Choice;
import io.dering.sandbox.phone.Reaction;
import java.time.Duration;
import java.util.Optional;

/// What a customer without a page does.
///
/// @param reaction to calls of the business's
/// @param order what is said in them
/// @param permission what is tapped on a permission request; empty: nothing
/// @param permissionAfter from its arrival
record PhonePlan(
    Reaction reaction, CallOrder order, Optional<Choice> permission, Duration permissionAfter) {
  static final int MAX_AFTER_MS = 600_000;
}
