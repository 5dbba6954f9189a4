package io.dering.sandbox.graph;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.dering.sandbox.wire.Exchange;
import io.dering.sandbox.wire.WireLog;
import io.dering.transport.http.Routes;
import io.dering.transport.http.SecretDigest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// `POST /sandbox/graph[/vNN.N]/{phone-number-id}/calls`.
public final class GraphRoutes implements Routes {
  /// Meta reads far more; a call's request is some 2 KiB.
  private static final int MAX_BODY_BYTES = 256 << 10;

  private static final String TRACE_ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private final Executor owner;
  private final GraphCalls calls;
  private final GraphSettings settings;
  private final SecretDigest token;
  private final WireLog wire;
  private final Sources sources;
  private final GraphReader reader = new GraphReader();
  private final JsonMapper json = new JsonMapper();

  /// @param clock wall clock, for the wire list
  /// @param random for trace ids
  public record Sources(InstantSource clock, RandomGenerator random) {}

  /// @param owner runs its tasks on the thread of `calls` and `wire`, in order
  public GraphRoutes(
      Executor owner, GraphCalls calls, GraphSettings settings, WireLog wire, Sources sources) {
    this.owner = owner;
    this.calls = calls;
    this.settings = settings;
    this.token = SecretDigest.of(settings.accessToken());
    this.wire = wire;
    this.sources = sources;
  }

  @Override
  public void mount(Router router) {
    BodyHandler body = BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES);
    router.post("/sandbox/graph/:number/calls").handler(body).handler(this::handle);
    router.post("/sandbox/graph/:version/:number/calls").handler(body).handler(this::handle);
  }

  private void handle(RoutingContext ctx) {
    String version = ctx.pathParam("version");
    if (version != null && !version.matches("v[0-9]{1,3}\\.[0-9]")) {
      ctx.next();
      return;
    }
    byte[] body = ctx.body().buffer() == null ? new byte[0] : ctx.body().buffer().getBytes();
    owner.execute(() -> handle(ctx, body));
  }

  private void handle(RoutingContext ctx, byte[] body) {
    GraphRead read = read(ctx, body);
    switch (read) {
      case GraphRead.Refused(GraphError error) ->
          answer(ctx, title(body), body, Optional.of(error));
      case GraphRead.Understood(GraphAction action) ->
          calls.handle(action, error -> answer(ctx, action.action(), body, error));
    }
  }

  private GraphRead read(RoutingContext ctx, byte[] body) {
    if (!authorized(ctx.request().getHeader("Authorization"))) {
      return new GraphRead.Refused(GraphError.token());
    }
    if (!settings.phoneNumberId().equals(ctx.pathParam("number"))) {
      return new GraphRead.Refused(GraphError.unknownNumber());
    }
    return reader.read(body);
  }

  private boolean authorized(@Nullable String header) {
    return header != null
        && header.regionMatches(true, 0, "Bearer ", 0, 7)
        && token.matches(header.substring(7).strip());
  }

  private void answer(
      RoutingContext ctx, String title, byte[] request, Optional<GraphError> error) {
    int status = error.map(GraphError::status).orElse(200);
    ObjectNode response = error.map(e -> e.toJson(traceId())).orElseGet(GraphRoutes::success);
    if (!ctx.response().closed() && !ctx.response().ended()) {
      ctx.response()
          .setStatusCode(status)
          .putHeader("Content-Type", "application/json")
          .putHeader("Cache-Control", "no-store")
          .end(response.toString());
    }
    wire.add(
        new Exchange(
            sources.clock().instant(),
            Exchange.Kind.GRAPH,
            title,
            "POST",
            ctx.normalizedPath(),
            status,
            shown(request),
            response,
            null));
  }

  private static ObjectNode success() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("messaging_product", "whatsapp")
        .put("success", true);
  }

  private String title(byte[] body) {
    return shown(body).path("action").asText("calls");
  }

  private JsonNode shown(byte[] body) {
    try {
      JsonNode tree = json.readTree(body);
      return tree == null || tree.isMissingNode() ? TextNode.valueOf("") : tree;
    } catch (JacksonException _) {
      return TextNode.valueOf("(not JSON, " + body.length + " bytes)");
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory cannot fail to be read", e);
    }
  }

  private String traceId() {
    StringBuilder id = new StringBuilder("A");
    for (int i = 0; i < 22; i++) {
      id.append(TRACE_ALPHABET.charAt(sources.random().nextInt(TRACE_ALPHABET.length())));
    }
    return id.toString();
  }
}
