package io.dering.signaling.id;

/// A browser of an agent that takes pushes: `push_` and a digest of where they are sent, so that
/// the same browser has the same id whenever it comes. Safe in a log.
public record PushDeviceId(String value) {
  private static final String PREFIX = "push_";
  private static final int MAX_LENGTH = 64;

  /// @throws IllegalArgumentException when the text does not begin with `push_` or is too long
  public PushDeviceId {
    Ids.check("PushDeviceId", value, MAX_LENGTH);
    if (!value.startsWith(PREFIX)) {
      throw new IllegalArgumentException("PushDeviceId begins with " + PREFIX);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
