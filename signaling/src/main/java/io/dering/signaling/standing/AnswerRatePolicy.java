package io.dering.signaling.standing;

import io.dering.signaling.standing.AnswerRate.Share;

/// When a channel answers too few calls. Policy values: Meta publishes no threshold.
///
/// @param warnUnderPercent 0 never warns
/// @param leastCalls fewer calls say nothing
public record AnswerRatePolicy(int warnUnderPercent, int leastCalls) {
  public static final AnswerRatePolicy DEFAULT = new AnswerRatePolicy(60, 20);

  /// Warns of nothing.
  public static final AnswerRatePolicy NEVER = new AnswerRatePolicy(0, 1);

  /// How much better it must get before the warning ends, so that it does not come and go with each
  /// call.
  private static final int HYSTERESIS = 5;

  /// Whether to warn now.
  ///
  /// @param low whether it was warned before
  public boolean low(Share share, boolean low) {
    if (share.calls() < leastCalls) {
      return false;
    }
    return warnUnderPercent > 0 && share.percent() < warnUnderPercent + (low ? HYSTERESIS : 0);
  }
}
