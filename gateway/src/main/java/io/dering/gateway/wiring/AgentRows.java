package io.dering.gateway.wiring;

import io.dering.gateway.rest.AgentReader;
import io.dering.gateway.rest.Switchboards;
import io.dering.gateway.storage.AgentTable;
import io.dering.signaling.backend.AgentAnswer;
import io.dering.signaling.backend.AgentRequest;
import io.dering.signaling.id.AccountId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// Agents as the REST API reads them: those of now from the account's switchboard, their history
/// from the disk, on threads that may block.
final class AgentRows implements AgentReader {
  private final AgentTable table;
  private final Executor blocking;
  private final Switchboards switchboards;

  AgentRows(AgentTable table, Executor blocking, Switchboards switchboards) {
    this.table = table;
    this.blocking = blocking;
    this.switchboards = switchboards;
  }

  @Override
  public CompletionStage<List<AgentAnswer.Seen>> now(AccountId account) {
    return switchboards
        .ask(account, new AgentRequest.ListAgents())
        .thenApply(answer -> ((AgentAnswer.Agents) answer).agents());
  }

  @Override
  public CompletionStage<History> history(Query query) {
    return CompletableFuture.supplyAsync(
        () -> {
          AgentTable.Page page =
              table.before(query.account(), query.agent(), query.before(), query.limit());
          return new History(
              page.entries().stream().map(e -> new Entry(e.id(), e.record())).toList(),
              page.hasMore());
        },
        blocking);
  }
}
