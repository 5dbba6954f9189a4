package io.dering.gateway.rest;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.CompletionStage;

/// How a page signs in here.
public final class SessionRoutes implements Resource {
  private final People people;
  private final boolean dev;
  private final boolean sandbox;

  public SessionRoutes(People people, boolean dev, boolean sandbox) {
    this.people = people;
    this.dev = dev;
    this.sandbox = sandbox;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("getSession", _ -> session());
  }

  private CompletionStage<Reply> session() {
    var agents = new JsonArray();
    if (dev) {
      people
          .demoAgents()
          .forEach(agent ->
              agents.add(new JsonObject().put("id", agent.id().value()).put("name", agent.name())));
    }
    return Reply.ok(
            new JsonObject()
                .put("mode", dev ? "dev" : "serve")
                .put("agents", agents)
                .put("sandbox", sandbox))
        .now();
  }
}
