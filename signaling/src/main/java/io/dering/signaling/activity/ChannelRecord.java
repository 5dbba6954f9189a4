package io.dering.signaling.activity;

import io.dering.signaling.channel.ChannelSettings;
import io.dering.signaling.id.AccountId;
import java.time.Instant;

/// A channel's settings from now on, in place of those of the configuration.
public record ChannelRecord(Instant at, AccountId account, ChannelSettings settings)
    implements ActivityRecord {}
