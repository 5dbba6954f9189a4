package io.dering.signaling.id;

/// Digits without `+`, as Meta writes them (`wa_id`).
public record PhoneNumber(String value) {
  /// @throws IllegalArgumentException when the text is empty or longer than 32 characters
  public PhoneNumber {
    Ids.check("PhoneNumber", value, 32);
  }

  private static final int SHOWN = 3;

  /// The last three digits alone (RM-8): enough to tell two customers apart, not enough to call
  /// one.
  public String masked() {
    int hidden = Math.max(0, value.length() - SHOWN);
    return "*".repeat(hidden) + value.substring(hidden);
  }

  /// Redacted: the value is personal data and must not reach a log.
  @Override
  public String toString() {
    return "PhoneNumber[redacted]";
  }
}
