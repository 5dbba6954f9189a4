package io.dering.signaling.channel;

import io.dering.signaling.id.ChannelId;
import java.time.Duration;

/// What is changed of a channel while the gateway runs; the configuration says where it begins.
public record ChannelSettings(ChannelId channel, Duration ringingWindow, InboundRules inbound) {}
