package io.dering.gateway.rest;

import io.dering.signaling.id.AgentId;
import io.dering.transport.http.ProblemCode;
import java.util.concurrent.CompletionStage;

/// Agents now (RM-12) and their log history (RM-3).
public final class AgentRoutes implements Resource {
  private static final int DEFAULT_LIMIT = 20;

  private final AgentReader agents;
  private final People people;

  public AgentRoutes(AgentReader agents, People people) {
    this.agents = agents;
    this.people = people;
  }

  @Override
  public void mount(Operations operations) {
    operations.on(
        "listAgents",
        asked -> agents.now(asked.account()).thenApply(found -> Reply.ok(AgentJson.agents(found))));
    operations.on("listAgentHistory", this::history);
  }

  private CompletionStage<Reply> history(Asked asked) {
    var id = new AgentId(asked.path("id"));
    if (people.find(asked.account(), id).isEmpty()) {
      return Reply.refused(ProblemCode.NOT_FOUND, "There is no such agent.").now();
    }
    String after = asked.query("starting_after");
    var query =
        new AgentReader.Query(
            asked.account(),
            id,
            asked.limit(DEFAULT_LIMIT),
            after == null
                ? Long.MAX_VALUE
                : Long.parseLong(after.substring(AgentJson.EVENT_PREFIX.length())));
    return agents.history(query).thenApply(history -> Reply.ok(AgentJson.history(history)));
  }
}
