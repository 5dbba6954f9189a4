package io.dering.sandbox.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dering.sandbox.numbers.NumberDesk;
import io.dering.transport.http.Routes;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Optional;
import java.util.concurrent.Executor;

/// `GET` and `POST /sandbox/graph[/vNN.N]/{phone-number-id}/settings` (Meta reference 4.1).
public final class SettingsRoutes implements Routes {
  private static final int MAX_BODY_BYTES = 64 << 10;
  private static final String TITLE = "settings";
  private static final byte[] NO_BODY = new byte[0];

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
    BodyHandler body = BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES);
    for (String path :
        new String[] {
          "/sandbox/graph/:number/settings", "/sandbox/graph/:version/:number/settings"
        }) {
      router.get(path).handler(this::handle);
      router.post(path).handler(body).handler(this::handle);
    }
  }

  private void handle(RoutingContext ctx) {
    if (!GraphDoor.isVersion(ctx.pathParam("version"))) {
      ctx.next();
      return;
    }
    boolean writes = ctx.request().method().name().equals("POST");
    byte[] body = writes && ctx.body().buffer() != null ? ctx.body().buffer().getBytes() : NO_BODY;
    owner.execute(() -> {
      Optional<GraphError> refusal = door.refusal(ctx).or(this::switchedTo);
      if (refusal.isPresent()) {
        door.refuse(ctx, TITLE, body, refusal.get());
      } else if (writes) {
        write(ctx, body);
      } else {
        var shown = new GraphDoor.Answer(200, number.settings().shown());
        door.answer(ctx, TITLE, NO_BODY, shown);
      }
    });
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
