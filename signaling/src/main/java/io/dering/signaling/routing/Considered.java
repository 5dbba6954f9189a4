package io.dering.signaling.routing;

import io.dering.signaling.id.AgentId;

/// An agent who was looked at for a call, and what was found.
public record Considered(AgentId agent, Finding finding) {}
