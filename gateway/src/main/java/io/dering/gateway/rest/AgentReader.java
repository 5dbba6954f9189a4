package io.dering.gateway.rest;

import io.dering.signaling.activity.AgentRecord;
import io.dering.signaling.backend.AgentAnswer;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// Agents as the REST API reads them. Methods return at once; stages may complete anywhere.
public interface AgentReader {
  /// All agents of the account as they are at the moment, from its switchboard.
  CompletionStage<List<AgentAnswer.Seen>> now(AccountId account);

  /// The agent's log history, newest first (RM-3).
  CompletionStage<History> history(Query query);

  /// Which entries are asked for.
  ///
  /// @param limit 1 to 100
  /// @param before only entries older than the one of that number
  record Query(AccountId account, AgentId agent, int limit, long before) {}

  /// `hasMore` tells whether older ones follow the last one.
  record History(List<Entry> entries, boolean hasMore) {
    public History {
      entries = List.copyOf(entries);
    }
  }

  /// An entry with the number by which it is found again.
  record Entry(long number, AgentRecord record) {}
}
