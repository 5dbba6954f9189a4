package io.dering.gateway.admission;

/// A mark that keeps calls from being taken.
///
/// @param limit as it is set
/// @param takenBelow how much it may be for calls to be taken again
/// @param now how much it is
public record Reached(Mark mark, long limit, long takenBelow, long now) {
  /// What is looked at, by the name of its setting in `policy.load`.
  public enum Mark {
    MAX_CPU_PERCENT,
    MAX_LAG_MS,
    MAX_PACKETS
  }
}
