package io.dering.signaling.switchboard;

import io.dering.signaling.activity.PushRecord;
import io.dering.signaling.agent.PushDevice;
import io.dering.signaling.agent.PushDevices;
import io.dering.signaling.agent.Roster;
import io.dering.signaling.backend.BackendAnswer;
import io.dering.signaling.backend.PushAnswer;
import io.dering.signaling.backend.PushRequest;
import io.dering.signaling.backend.Refused;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.PushDeviceId;
import java.util.Optional;

/// Browsers that come and go as places to push to (IN-9).
record PushDesk(AccountId account, Roster roster, PushDevices devices, AgentDesk desk) {
  BackendAnswer handle(PushRequest request, Work work) {
    return switch (request) {
      case PushRequest.AddDevice(var agent, var device) -> add(agent, device, work);
      case PushRequest.RemoveDevice remove -> remove(remove, work);
    };
  }

  /// A push service did not take a push.
  void refused(Fact.PushRefused refused, Work work) {
    desk.pushRefused(refused, work);
    AgentId agent = refused.agent();
    if (refused.gone() && devices.owner(refused.device()).filter(agent::equals).isPresent()) {
      work.turnAway();
      drop(agent, refused.device(), work);
    }
  }

  private BackendAnswer add(AgentId agent, PushDevice device, Work work) {
    if (roster.agent(agent).isEmpty()) {
      return Refused.invalid("agent", "must be the id of an agent of this account");
    }
    AgentId before = devices.owner(device.id()).orElse(agent);
    if (!before.equals(agent)) {
      drop(before, device.id(), work);
    } else if (devices.of(agent).contains(device)) {
      return new PushAnswer.Added(agent, device.id());
    }
    if (devices.owner(device.id()).isEmpty()) {
      devices.oldestInTheWay(agent).ifPresent(oldest -> drop(agent, oldest, work));
    }
    devices.put(agent, device);
    work.write(new PushRecord.DeviceAdded(work.now(), account, agent, device));
    return new PushAnswer.Added(agent, device.id());
  }

  private BackendAnswer remove(PushRequest.RemoveDevice remove, Work work) {
    AgentId owner = devices.owner(remove.device()).orElse(null);
    AgentId asked = remove.agent();
    if (owner == null || (asked != null && !asked.equals(owner))) {
      return Refused.notFound("There is no such device.");
    }
    drop(owner, remove.device(), work);
    return new PushAnswer.Removed();
  }

  private void drop(AgentId agent, PushDeviceId id, Work work) {
    Optional<PushDevice> dropped = devices.remove(id);
    if (dropped.isPresent()) {
      work.write(new PushRecord.DeviceRemoved(work.now(), account, id));
      desk.deviceDropped(agent, dropped.get(), work);
    }
  }
}
