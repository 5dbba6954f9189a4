package io.dering.sandbox.graph;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.dering.sandbox.wire.Exchange;
import io.dering.sandbox.wire.WireLog;
import io.dering.transport.http.SecretDigest;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What all of Graph's addresses have in common: who may come in, and how it is answered.
public final class GraphDoor {
  private static final String TRACE_ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private final GraphSettings settings;
  private final SecretDigest token;
  private final WireLog wire;
  private final Sources sources;
  private final JsonMapper json = new JsonMapper();

  /// @param clock wall clock, for the wire list
  /// @param random for trace ids
  public record Sources(InstantSource clock, RandomGenerator random) {}

  public GraphDoor(GraphSettings settings, WireLog wire, Sources sources) {
    this.settings = settings;
    this.token = SecretDigest.of(settings.accessToken());
    this.wire = wire;
    this.sources = sources;
  }

  /// Whether the path's version, where it has one, is one of Meta's.
  static boolean isVersion(@Nullable String version) {
    return version == null || version.matches("v[0-9]{1,3}\\.[0-9]");
  }

  /// Why a request is not looked at; empty when it is.
  Optional<GraphError> refusal(RoutingContext ctx) {
    if (!isAuthorized(ctx)) {
      return Optional.of(GraphError.token());
    }
    if (!settings.phoneNumberId().equals(ctx.pathParam("number"))) {
      return Optional.of(GraphError.unknownNumber());
    }
    return Optional.empty();
  }

  /// Whether the request has the business's token.
  boolean isAuthorized(RoutingContext ctx) {
    String header = ctx.request().getHeader("Authorization");
    return header != null
        && header.regionMatches(true, 0, "Bearer ", 0, 7)
        && token.matches(header.substring(7).strip());
  }

  /// Answers with an error, and shows the exchange.
  void refuse(RoutingContext ctx, String title, byte[] request, GraphError error) {
    answer(ctx, title, request, new Answer(error.status(), error.toJson(traceId())));
  }

  /// What goes back.
  record Answer(int status, ObjectNode body) {}

  /// Answers, and shows the exchange. On the owner of the wire.
  void answer(RoutingContext ctx, String title, byte[] request, Answer answer) {
    reply(ctx, answer);
    show(ctx, title, answer.status(), shown(request), answer.body());
  }

  /// Answers what is not worth showing.
  void reply(RoutingContext ctx, Answer answer) {
    if (!ctx.response().closed() && !ctx.response().ended()) {
      ctx.response()
          .setStatusCode(answer.status())
          .putHeader("Content-Type", "application/json")
          .putHeader("Cache-Control", "no-store")
          .end(answer.body().toString());
    }
  }

  /// Closes the connection in place of an answer, and shows the exchange. On the owner of the wire.
  void lose(RoutingContext ctx, String title, byte[] request) {
    ctx.request().connection().close();
    show(ctx, title, 0, shown(request), null);
  }

  /// Shows the exchange of a request without a body that was answered elsewhere. On the owner of
  /// the wire.
  void show(RoutingContext ctx, String title, int status, @Nullable ObjectNode response) {
    show(ctx, title, status, JsonNodeFactory.instance.objectNode(), response);
  }

  private void show(
      RoutingContext ctx,
      String title,
      int status,
      JsonNode request,
      @Nullable ObjectNode response) {
    wire.add(
        new Exchange(
            sources.clock().instant(),
            Exchange.Kind.GRAPH,
            title,
            ctx.request().method().name(),
            ctx.normalizedPath(),
            status,
            request,
            response,
            null));
  }

  /// A request's body, as far as it can be shown.
  JsonNode shown(byte[] body) {
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
