package io.dering.signaling.activity;

import io.dering.signaling.id.MetaCallId;
import java.time.Instant;

/// A call closed before the process stopped: a late webhook for it must neither ring nor be logged
/// twice. The store hands over those of the last `Policy.tombstone()`.
public record EndedCall(MetaCallId metaCall, Instant endedAt) {}
