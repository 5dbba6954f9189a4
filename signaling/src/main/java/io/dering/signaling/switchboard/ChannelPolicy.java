package io.dering.signaling.switchboard;

import io.dering.signaling.settings.SettingsPolicy;
import io.dering.signaling.standing.AnswerRatePolicy;

/// What is done about channels' settings at Meta, and when to warn of a low answer rate.
public record ChannelPolicy(SettingsPolicy settings, AnswerRatePolicy answerRate) {
  /// Meta is not asked, and nothing is warned of.
  public static final ChannelPolicy ALONE =
      new ChannelPolicy(SettingsPolicy.IGNORED, AnswerRatePolicy.NEVER);
}
