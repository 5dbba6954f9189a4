package io.dering.sandbox.graph;

import org.jspecify.annotations.Nullable;

/// A message of the business that reads well.
///
/// @param to digits of a number, or a business-scoped user id
/// @param text what the customer reads
/// @param button null for all but a message with a call button
/// @param request null for all but a request for permission to call
/// @param callbackText `biz_opaque_callback_data`, which comes back in every report about it
record SentMessage(
    String to,
    String text,
    @Nullable Button button,
    @Nullable Request request,
    @Nullable String callbackText) {
  SentMessage with(@Nullable String brought) {
    return new SentMessage(to, text, button, request, brought);
  }

  /// A button by which the customer calls.
  record Button(String displayText, int ttlMinutes, @Nullable String payload) {}

  /// In what form permission is asked for.
  enum Request {
    /// Only inside the 24-hour window.
    FREE_FORM,
    /// At any time.
    TEMPLATE
  }
}
