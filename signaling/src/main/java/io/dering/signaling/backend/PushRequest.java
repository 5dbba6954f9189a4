package io.dering.signaling.backend;

import io.dering.signaling.agent.PushDevice;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.PushDeviceId;
import org.jspecify.annotations.Nullable;

/// Browsers that are told of calls while no page is open (IN-9).
public sealed interface PushRequest extends BackendRequest {
  /// This browser is the agent's from now on.
  record AddDevice(AgentId agent, PushDevice device) implements PushRequest {}

  /// Nothing is sent there any more.
  ///
  /// @param agent whose it must be, null for anybody's
  record RemoveDevice(@Nullable AgentId agent, PushDeviceId device) implements PushRequest {}
}
