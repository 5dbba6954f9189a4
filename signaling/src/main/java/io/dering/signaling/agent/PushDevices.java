package io.dering.signaling.agent;

import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.PushDeviceId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which agents can be told by push, and where (IN-9). A browser is one agent's: who signs in there
/// next takes it over.
///
/// Owned by the switchboard's thread.
public final class PushDevices {
  /// More keeps browsers that nobody uses any more, and a push for each of them; the oldest goes.
  public static final int MOST = 10;

  private final Map<AgentId, Map<PushDeviceId, PushDevice>> devices = new HashMap<>();
  private final Map<PushDeviceId, AgentId> owners = new HashMap<>();

  /// A device with the agent whose it is.
  public record Owned(AgentId agent, PushDevice device) {}

  /// The agent's devices, oldest first.
  public List<PushDevice> of(AgentId agent) {
    return List.copyOf(devices.getOrDefault(agent, Map.of()).values());
  }

  public Optional<AgentId> owner(PushDeviceId device) {
    return Optional.ofNullable(owners.get(device));
  }

  /// The device that must go before the agent can have one more; empty while there is room.
  public Optional<PushDeviceId> oldestInTheWay(AgentId agent) {
    List<PushDevice> all = of(agent);
    return all.size() < MOST ? Optional.empty() : Optional.of(all.getFirst().id());
  }

  /// The agent has this device, in place of the one of the same id.
  public void put(AgentId agent, PushDevice device) {
    Optional<PushDevice> _ = remove(device.id());
    owners.put(device.id(), agent);
    devices.computeIfAbsent(agent, _ -> new LinkedHashMap<>()).put(device.id(), device);
  }

  /// @return the device, if it was there
  public Optional<PushDevice> remove(PushDeviceId device) {
    AgentId owner = owners.remove(device);
    Map<PushDeviceId, PushDevice> left = owner == null ? null : devices.get(owner);
    if (left == null) {
      return Optional.empty();
    }
    Optional<PushDevice> removed = Optional.ofNullable(left.remove(device));
    if (left.isEmpty()) {
      devices.remove(owner);
    }
    return removed;
  }
}
