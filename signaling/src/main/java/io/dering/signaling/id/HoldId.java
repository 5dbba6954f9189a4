package io.dering.signaling.id;

/// One minute of a call for which money is held (BAL-3): the id of its hold and of the charge that
/// the hold becomes. Known before anything is sent, so that a repeat is known as one.
///
/// @param minute from 1 to [#MAX_MINUTE]
public record HoldId(CallId call, int minute) {
  /// A week. What is remembered of a call is bounded by it.
  public static final int MAX_MINUTE = 10_080;

  /// @throws IllegalArgumentException for a minute out of range
  public HoldId {
    if (minute < 1 || minute > MAX_MINUTE) {
      throw new IllegalArgumentException("A minute is 1 to " + MAX_MINUTE + ", not " + minute);
    }
  }

  @Override
  public String toString() {
    return call + "/" + minute;
  }
}
