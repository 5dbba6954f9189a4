package io.dering.signaling.id;

import java.util.random.RandomGenerator;

/// Our id of a room: `room_` and 20 characters of base 32 (100 random bits). Safe in a log.
public record RoomId(String value) {
  private static final String PREFIX = "room_";
  private static final int MAX_LENGTH = 64;

  /// @throws IllegalArgumentException when the text does not begin with `room_` or is too long
  public RoomId {
    Ids.check("RoomId", value, MAX_LENGTH);
    if (!value.startsWith(PREFIX)) {
      throw new IllegalArgumentException("RoomId begins with " + PREFIX);
    }
  }

  /// A new id from the given source of randomness.
  public static RoomId random(RandomGenerator random) {
    return new RoomId(Ids.random(PREFIX, random));
  }

  @Override
  public String toString() {
    return value;
  }
}
