package io.dering.sandbox.permission;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a customer can tap, on a request's card and in the business's profile.
public enum Choice {
  /// *Allow always*.
  ALWAYS,
  /// *Allow for 7 days*.
  TEMPORARY,
  /// *Don't allow*.
  DENY;

  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Choice> of(String key) {
    return Arrays.stream(values()).filter(choice -> choice.key().equals(key)).findFirst();
  }
}
