package io.dering.signaling.id;

import java.util.Optional;
import java.util.random.RandomGenerator;

/// Our id of a request for call permission: `ask_` and 20 characters of base 32 (100 random bits).
/// Safe in a log.
public record AskId(String value) {
  private static final String PREFIX = "ask_";
  private static final int MAX_LENGTH = 64;

  /// @throws IllegalArgumentException when the text does not begin with `ask_` or is too long
  public AskId {
    Ids.check("AskId", value, MAX_LENGTH);
    if (!value.startsWith(PREFIX)) {
      throw new IllegalArgumentException("AskId begins with " + PREFIX);
    }
  }

  /// The id that stands in a text which Meta brought back; empty where another text does.
  public static Optional<AskId> in(String text) {
    return text.startsWith(PREFIX) && text.length() <= MAX_LENGTH
        ? Optional.of(new AskId(text))
        : Optional.empty();
  }

  /// A new id from the given source of randomness.
  public static AskId random(RandomGenerator random) {
    return new AskId(Ids.random(PREFIX, random));
  }

  @Override
  public String toString() {
    return value;
  }
}
