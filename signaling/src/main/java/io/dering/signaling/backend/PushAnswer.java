package io.dering.signaling.backend;

import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.PushDeviceId;

/// Answers to [PushRequest].
public sealed interface PushAnswer extends BackendAnswer {
  record Added(AgentId agent, PushDeviceId device) implements PushAnswer {}

  record Removed() implements PushAnswer {}
}
