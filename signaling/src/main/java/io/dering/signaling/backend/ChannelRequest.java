package io.dering.signaling.backend;

import io.dering.signaling.channel.ChannelSettings;
import io.dering.signaling.id.ChannelId;

/// Channels and their call settings. A change takes effect with the next call.
public sealed interface ChannelRequest extends BackendRequest {
  /// All of the account's channels.
  record ListChannels() implements ChannelRequest {}

  /// The channel of that id has these settings from now on.
  record SetChannel(ChannelSettings settings) implements ChannelRequest {}

  /// What differs of the channel's settings at Meta is written again.
  record WriteToMeta(ChannelId channel) implements ChannelRequest {}
}
