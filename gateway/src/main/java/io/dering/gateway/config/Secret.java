package io.dering.gateway.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/// A value that must not be shown: it prints as `set` or `unset` and compares in constant time.
public final class Secret {
  /// No secret at all; [#isSet] is false and it matches nothing.
  public static final Secret UNSET = new Secret("");

  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /// A secret with this text, surrounding white space removed (files end with a line end).
  public static Secret of(String text) {
    String stripped = text.strip();
    return stripped.isEmpty() ? UNSET : new Secret(stripped);
  }

  public boolean isSet() {
    return !value.isEmpty();
  }

  /// The text itself, for the one place that signs, sends or compares with it.
  public String reveal() {
    return value;
  }

  /// Whether `candidate` is this secret; the time taken does not depend on where they differ. An
  /// unset secret matches nothing, not even the empty text.
  public boolean matches(String candidate) {
    return isSet()
        && MessageDigest.isEqual(
            value.getBytes(StandardCharsets.UTF_8), candidate.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Secret secret
        && MessageDigest.isEqual(
            value.getBytes(StandardCharsets.UTF_8), secret.value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return isSet() ? "set" : "unset";
  }
}
