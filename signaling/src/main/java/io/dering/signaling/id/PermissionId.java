package io.dering.signaling.id;

import java.util.random.RandomGenerator;

/// Our id of a customer's call permission: `perm_` and 20 characters of base 32 (100 random bits).
/// Safe in a log.
public record PermissionId(String value) {
  private static final String PREFIX = "perm_";
  private static final int MAX_LENGTH = 64;

  /// @throws IllegalArgumentException when the text does not begin with `perm_` or is too long
  public PermissionId {
    Ids.check("PermissionId", value, MAX_LENGTH);
    if (!value.startsWith(PREFIX)) {
      throw new IllegalArgumentException("PermissionId begins with " + PREFIX);
    }
  }

  /// A new id from the given source of randomness.
  public static PermissionId random(RandomGenerator random) {
    return new PermissionId(Ids.random(PREFIX, random));
  }

  @Override
  public String toString() {
    return value;
  }
}
