package io.dering.sandbox.graph;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dering.transport.http.Routes;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Optional;
import java.util.concurrent.Executor;

/// `POST /sandbox/graph[/vNN.N]/{phone-number-id}/calls`.
public final class GraphRoutes implements Routes {
  /// Meta reads far more; a call's request is some 2 KiB.
  private static final int MAX_BODY_BYTES = 256 << 10;

  private final Executor owner;
  private final GraphCalls calls;
  private final GraphDoor door;
  private final GraphReader reader = new GraphReader();

  /// @param owner runs its tasks on the thread of `calls` and of the door's wire, in order
  public GraphRoutes(Executor owner, GraphCalls calls, GraphDoor door) {
    this.owner = owner;
    this.calls = calls;
    this.door = door;
  }

  @Override
  public void mount(Router router) {
    BodyHandler body = BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES);
    router.post("/sandbox/graph/:number/calls").handler(body).handler(this::handle);
    router.post("/sandbox/graph/:version/:number/calls").handler(body).handler(this::handle);
  }

  private void handle(RoutingContext ctx) {
    if (!GraphDoor.isVersion(ctx.pathParam("version"))) {
      ctx.next();
      return;
    }
    byte[] body = ctx.body().buffer() == null ? new byte[0] : ctx.body().buffer().getBytes();
    owner.execute(() -> handle(ctx, body));
  }

  private void handle(RoutingContext ctx, byte[] body) {
    GraphRead read =
        door.refusal(ctx).<GraphRead>map(GraphRead.Refused::new).orElseGet(() -> reader.read(body));
    switch (read) {
      case GraphRead.Refused(GraphError error) -> door.refuse(ctx, title(body), body, error);
      case GraphRead.Understood(GraphAction action) ->
          calls.handle(action, error -> answer(ctx, action.action(), body, error));
      case GraphRead.Outbound(ConnectWish wish) ->
          calls.connect(wish, outcome -> answer(ctx, body, outcome));
    }
  }

  private void answer(RoutingContext ctx, byte[] request, ConnectAnswer outcome) {
    switch (outcome) {
      case ConnectAnswer.Placed(String callId) -> {
        ObjectNode placed =
            JsonNodeFactory.instance.objectNode().put("messaging_product", "whatsapp");
        placed.putArray("calls").addObject().put("id", callId);
        door.answer(ctx, "connect", request, new GraphDoor.Answer(200, placed));
      }
      case ConnectAnswer.Refused(GraphError error) -> door.refuse(ctx, "connect", request, error);
      case ConnectAnswer.Lost() -> door.lose(ctx, "connect", request);
    }
  }

  private void answer(
      RoutingContext ctx, String title, byte[] request, Optional<GraphError> error) {
    error.ifPresentOrElse(
        refused -> door.refuse(ctx, title, request, refused),
        () -> door.answer(ctx, title, request, new GraphDoor.Answer(200, success())));
  }

  private static ObjectNode success() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("messaging_product", "whatsapp")
        .put("success", true);
  }

  private String title(byte[] body) {
    return door.shown(body).path("action").asText("calls");
  }
}
