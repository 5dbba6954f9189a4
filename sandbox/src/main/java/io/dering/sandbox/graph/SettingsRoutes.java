package io.dering.sandbox.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dering.sandbox.numbers.NumberDesk;
import io.dering.transport.http.Routes;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.concurrent.Executor;

/// `GET` and `POST /sandbox/graph[/vNN.N]/{phone-number-id}/settings` (Meta reference 4.1).
public final class SettingsRoutes implements Routes {
  private static final String TITLE = "settings";

  private final Executor owner;
  private final NumberDesk number;
  private final GraphDoor door;

  /// @param owner runs its tasks on the thread of `number` and of the door's wire, in order
  public SettingsRoutes(Executor owner, NumberDesk number, GraphDoor door) {
    this.owner = owner;
    this.number = number;
    this.door = door;
  }

  @Override
  public void mount(Router router) {
    new GraphEdge(owner, this::handle).mount(router, "/:number/settings");
  }

  private void handle(RoutingContext ctx, boolean writes, byte[] body) {
    Optional<GraphError> refusal = door.refusal(ctx).or(this::switchedTo);
    if (refusal.isPresent()) {
      door.refuse(ctx, TITLE, body, refusal.get());
    } else if (writes) {
      write(ctx, body);
    } else {
      door.answer(ctx, TITLE, body, new GraphDoor.Answer(200, number.settings().shown()));
    }
  }

  private Optional<GraphError> switchedTo() {
    return number
        .refusal()
        .map(refusal ->
            new GraphError(
                refusal.status(),
                refusal.code(),
                0,
                "(#" + refusal.code() + ") Refused by a switch",
                refusal.text()));
  }

  private void write(RoutingContext ctx, byte[] body) {
    JsonNode calling = door.shown(body).path("calling");
    Optional<String> fault =
        calling.isMissingNode() ? Optional.of("calling is missing.") : number.change(calling);
    if (fault.isPresent()) {
      door.refuse(ctx, TITLE, body, GraphError.invalid(fault.get()));
    } else {
      var success = JsonNodeFactory.instance.objectNode().put("success", true);
      door.answer(ctx, TITLE, body, new GraphDoor.Answer(200, success));
    }
  }
}
