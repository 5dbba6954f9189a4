package io.dering.signaling.room;

import org.jspecify.annotations.Nullable;

/// A message with a button by which the customer calls (IN-14; Meta reference 5.3).
///
/// @param text what is written above the button, 1 to 1,024 characters
/// @param displayText on the button, at most 20 characters; null for Meta's own words
/// @param ttlMinutes how long the button works, 1 to 43,200
/// @param payload comes back with the call, at most 512 characters; null for none
public record CallButton(
    String text, @Nullable String displayText, int ttlMinutes, @Nullable String payload) {
  public static final int MAX_TEXT_LENGTH = 1_024;
  public static final int MAX_DISPLAY_LENGTH = 20;
  public static final int MAX_TTL_MINUTES = 43_200;

  /// A week, as Meta has it.
  public static final int USUAL_TTL_MINUTES = 10_080;

  public static final int MAX_PAYLOAD_LENGTH = 512;

  /// Redacted: what is written to a customer.
  @Override
  public String toString() {
    return "CallButton[" + ttlMinutes + "]";
  }
}
