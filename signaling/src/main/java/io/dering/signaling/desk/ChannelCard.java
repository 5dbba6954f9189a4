package io.dering.signaling.desk;

import io.dering.signaling.id.ChannelId;

/// A channel as the page shows it.
public record ChannelCard(ChannelId id, String name, String number) {}
