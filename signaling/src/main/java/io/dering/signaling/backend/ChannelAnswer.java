package io.dering.signaling.backend;

import io.dering.signaling.channel.Channel;
import java.util.List;

/// Answers to [ChannelRequest].
public sealed interface ChannelAnswer extends BackendAnswer {
  /// In the order of the configuration.
  record Channels(List<Channel> channels) implements ChannelAnswer {
    public Channels {
      channels = List.copyOf(channels);
    }
  }

  /// The channel as it is now.
  record TheChannel(Channel channel) implements ChannelAnswer {}
}
