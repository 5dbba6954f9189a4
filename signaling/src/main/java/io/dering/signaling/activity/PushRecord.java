package io.dering.signaling.activity;

import io.dering.signaling.agent.PushDevice;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.PushDeviceId;
import java.time.Instant;

/// Browsers that take pushes (IN-9): personal data, as they can be woken by it.
public sealed interface PushRecord extends ActivityRecord {
  AccountId account();

  PushDeviceId device();

  /// The agent has this device, in place of the one of the same id, whoever had it.
  record DeviceAdded(Instant at, AccountId account, AgentId agent, PushDevice added)
      implements PushRecord {
    @Override
    public PushDeviceId device() {
      return added.id();
    }
  }

  record DeviceRemoved(Instant at, AccountId account, PushDeviceId device) implements PushRecord {}
}
