package io.dering.signaling.routing;

import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.RingGroupId;

/// Where a round-robin group stands: this member was offered a call last (RG-3). Kept by the store,
/// so that a restart does not begin with the first member again.
public record RingTurn(RingGroupId group, AgentId last) {}
