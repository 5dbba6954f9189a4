package io.dering.signaling.id;

/// Digits without `+`, as Meta writes them (`wa_id`).
public record PhoneNumber(String value) {
  /// @throws IllegalArgumentException when the text is empty or longer than 32 characters
  public PhoneNumber {
    Ids.check("PhoneNumber", value, 32);
  }

  /// Redacted: the value is personal data and must not reach a log.
  @Override
  public String toString() {
    return "PhoneNumber[redacted]";
  }
}
