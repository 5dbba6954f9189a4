package io.dering.signaling.backend;

import io.dering.signaling.channel.Channel;
import io.dering.signaling.settings.CallingSettings.Difference;
import io.dering.signaling.settings.SettingsSync;
import io.dering.signaling.settings.Wish;
import io.dering.signaling.standing.AnswerRate.Share;
import io.dering.signaling.standing.AnswerRatePolicy;
import io.dering.signaling.standing.Standing.Kept;
import io.dering.signaling.standing.StandingChange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Answers to [ChannelRequest].
public sealed interface ChannelAnswer extends BackendAnswer {
  /// In the order of the configuration.
  record Channels(List<ChannelView> channels) implements ChannelAnswer {
    public Channels {
      channels = List.copyOf(channels);
    }
  }

  /// The channel as it is now.
  record TheChannel(ChannelView channel) implements ChannelAnswer {}

  /// A channel, and how it stands with Meta.
  record ChannelView(Channel channel, AtMeta atMeta, Answering answering, Standings standings) {}

  /// Its settings at Meta.
  ///
  /// @param writes whether differences are written, or shown alone
  record AtMeta(
      SettingsSync.State state,
      boolean writes,
      List<Difference> differences,
      Set<Wish.Note> notes,
      Optional<SettingsSync.Failure> failure,
      Optional<Instant> readAt) {
    public AtMeta {
      differences = List.copyOf(differences);
      notes = Set.copyOf(notes);
    }
  }

  /// How many of its calls are answered (IN-12).
  ///
  /// @param low whether it was warned of
  record Answering(Share day, Share week, boolean low, AnswerRatePolicy policy) {}

  /// What Meta has said of it.
  record Standings(
      List<Kept<StandingChange.Restricted>> restrictions,
      List<Kept<StandingChange.Warned>> warnings) {
    public Standings {
      restrictions = List.copyOf(restrictions);
      warnings = List.copyOf(warnings);
    }
  }
}
