package io.dering.gateway.rest;

import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/// When people were last there. Returns at once; the stage may complete anywhere.
@FunctionalInterface
public interface UserReader {
  /// Who is missing never was.
  CompletionStage<Map<AgentId, Instant>> lastSeen(AccountId account, List<AgentId> agents);
}
