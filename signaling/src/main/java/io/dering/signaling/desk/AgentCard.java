package io.dering.signaling.desk;

import io.dering.signaling.id.AgentId;

/// An agent as others see it.
public record AgentCard(AgentId id, String name) {}
