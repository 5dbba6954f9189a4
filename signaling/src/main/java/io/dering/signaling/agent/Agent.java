package io.dering.signaling.agent;

import io.dering.signaling.id.AgentId;

/// A person who answers in a browser; `name` is shown to colleagues.
public record Agent(AgentId id, String name, Role role) {}
