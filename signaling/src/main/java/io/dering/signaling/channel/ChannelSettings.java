package io.dering.signaling.channel;

import io.dering.signaling.id.ChannelId;
import java.time.Duration;

/// What is changed of a channel while the gateway runs; the configuration says where it begins.
///
/// @param callbackPermission whether Meta asks a customer who called for the permission to be
///   called back (IN-13); nothing calls back by itself
/// @param outbound whether agents may call customers (OUT-1)
public record ChannelSettings(
    ChannelId channel,
    Duration ringingWindow,
    InboundRules inbound,
    boolean callbackPermission,
    boolean outbound) {
  /// With calls to customers.
  public ChannelSettings(
      ChannelId channel, Duration ringingWindow, InboundRules inbound, boolean callbackPermission) {
    this(channel, ringingWindow, inbound, callbackPermission, true);
  }

  /// Without callback permission.
  public ChannelSettings(ChannelId channel, Duration ringingWindow, InboundRules inbound) {
    this(channel, ringingWindow, inbound, false);
  }
}
