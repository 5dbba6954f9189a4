package io.dering.signaling.id;

/// One WhatsApp business number, by Meta's `phone_number_id` (never by its digits).
public record ChannelId(String value) {
  /// @throws IllegalArgumentException when the text is empty or longer than 128 characters
  public ChannelId {
    Ids.check("ChannelId", value, 128);
  }

  @Override
  public String toString() {
    return value;
  }
}
