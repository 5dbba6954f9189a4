package io.dering.signaling.room;

import io.dering.signaling.id.Texts;

/// One name by which Meta knows a customer, as Meta writes it: a number is never made of an id.
///
/// @param value made storable, so that what is equal here is equal in the store
public record Alias(Kind kind, String value) {
  /// Stored by name: append only.
  public enum Kind {
    /// `wa_id`: digits.
    PHONE,
    /// Business-scoped user id.
    USER,
    /// The same for a whole portfolio of businesses.
    PARENT
  }

  /// Longest of any kind: ids of Meta's have up to 255 characters.
  public static final int MAX_LENGTH = 255;

  /// @throws IllegalArgumentException when the text is empty or longer than 255 characters
  public Alias {
    if (value.isEmpty() || value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("An alias has 1 to " + MAX_LENGTH + " characters");
    }
    value = Texts.storable(value);
  }

  /// Redacted: personal data.
  @Override
  public String toString() {
    return "Alias[" + kind + "]";
  }
}
