package io.dering.signaling.activity;

import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.standing.StandingChange;
import java.time.Instant;

/// Something about a channel that people and backends are told, and that holds from now on (IN-12).
public record ChannelTold(Instant at, AccountId account, ChannelId channel, StandingChange change)
    implements ActivityRecord {}
