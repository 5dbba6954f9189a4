package io.dering.signaling.id;

/// Meta's id of a message (`wamid.`, or the call's `wacid.` for a voicemail): opaque, and personal
/// data because it decodes to a phone number. Up to 255 characters.
public record MessageId(String value) {
  private static final int MAX_LENGTH = 255;

  /// @throws IllegalArgumentException when the text is empty or longer than 255 characters
  public MessageId {
    Ids.check("MessageId", value, MAX_LENGTH);
  }

  /// Redacted: the value is personal data and must not reach a log.
  @Override
  public String toString() {
    return "MessageId[redacted]";
  }
}
