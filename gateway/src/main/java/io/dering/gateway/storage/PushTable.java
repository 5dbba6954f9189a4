package io.dering.gateway.storage;

import io.dering.signaling.agent.PushDevice;
import io.dering.signaling.agent.PushDevices;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.PushDeviceId;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/// Browsers of agents that take pushes. Methods block on the disk.
public final class PushTable {
  private final Jdbi jdbi;

  PushTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// Those of the account, the oldest first.
  public List<PushDevices.Owned> of(AccountId account) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT * FROM push_device WHERE account = :account ORDER BY at_ms, id")
            .bind("account", account.value())
            .map((row, _) ->
                new PushDevices.Owned(
                    new AgentId(row.getString("agent")),
                    new PushDevice(
                        new PushDeviceId(row.getString("id")),
                        row.getString("endpoint"),
                        row.getString("p256dh"),
                        row.getString("auth"))))
            .list());
  }
}
