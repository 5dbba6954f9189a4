package io.dering.sandbox.graph;

import org.jspecify.annotations.Nullable;

/// A message of the business that reads well.
///
/// @param to digits of a number, or a business-scoped user id
/// @param text what the customer reads
/// @param button null for a text alone
record SentMessage(String to, String text, @Nullable Button button) {
  /// A button by which the customer calls.
  record Button(String displayText, int ttlMinutes, @Nullable String payload) {}
}
