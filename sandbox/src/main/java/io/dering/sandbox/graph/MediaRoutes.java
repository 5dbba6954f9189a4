package io.dering.sandbox.graph;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dering.sandbox.messages.Recording;
import io.dering.sandbox.messages.Recordings;
import io.dering.sandbox.wire.Exchange;
import io.dering.sandbox.wire.WireLog;
import io.dering.transport.http.Routes;
import io.dering.transport.http.SecretDigest;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// `GET /sandbox/graph[/vNN.N]/{media-id}`, which names an address, and that address, which holds
/// the content; both ask for the token.
public final class MediaRoutes implements Routes {
  private static final String CONTENT = "/sandbox/attachments/";

  private final Executor owner;
  private final Recordings recordings;
  private final SecretDigest token;
  private final WireLog wire;
  private final GraphRoutes.Sources sources;

  /// @param owner runs its tasks on the thread of `wire`
  public MediaRoutes(
      Executor owner,
      Recordings recordings,
      GraphSettings settings,
      WireLog wire,
      GraphRoutes.Sources sources) {
    this.owner = owner;
    this.recordings = recordings;
    this.token = SecretDigest.of(settings.accessToken());
    this.wire = wire;
    this.sources = sources;
  }

  @Override
  public void mount(Router router) {
    router.get("/sandbox/graph/:media").handler(this::address);
    router.get("/sandbox/graph/:version/:media").handler(this::address);
    router.get(CONTENT + ":media").handler(this::content);
  }

  /// Where the content of that recording is, as whoever asks reached us.
  public static String url(RoutingContext ctx, String mediaId) {
    return ctx.request().scheme() + "://" + ctx.request().authority() + CONTENT + mediaId;
  }

  private void address(RoutingContext ctx) {
    String version = ctx.pathParam("version");
    String media = String.valueOf(ctx.pathParam("media"));
    if (!media.matches("[0-9]{1,20}")
        || (version != null && !version.matches("v[0-9]{1,3}\\.[0-9]"))) {
      ctx.next();
      return;
    }
    Optional<Recording> found = recordings.find(media);
    if (!authorized(ctx)) {
      refuse(ctx, GraphError.token());
    } else if (found.isEmpty()) {
      refuse(ctx, GraphError.unknownNumber());
    } else {
      Recording recording = found.get();
      answer(
          ctx,
          200,
          JsonNodeFactory.instance
              .objectNode()
              .put("url", url(ctx, recording.id()))
              .put("mime_type", recording.type())
              .put("sha256", recording.sha256Hex())
              .put("file_size", recording.content().length)
              .put("id", recording.id())
              .put("messaging_product", "whatsapp"));
    }
  }

  private void content(RoutingContext ctx) {
    Optional<Recording> found = recordings.find(String.valueOf(ctx.pathParam("media")));
    if (!authorized(ctx)) {
      refuse(ctx, GraphError.token());
    } else if (found.isEmpty()) {
      ctx.response().setStatusCode(404).end();
      show(ctx, 404, null);
    } else {
      ctx.response()
          .putHeader("Content-Type", found.get().type())
          .putHeader("Cache-Control", "no-store")
          .end(Buffer.buffer(found.get().content()));
      show(ctx, 200, null);
    }
  }

  private boolean authorized(RoutingContext ctx) {
    String header = ctx.request().getHeader("Authorization");
    return header != null
        && header.regionMatches(true, 0, "Bearer ", 0, 7)
        && token.matches(header.substring(7).strip());
  }

  private void refuse(RoutingContext ctx, GraphError error) {
    answer(ctx, error.status(), error.toJson("AMedia"));
  }

  private void answer(RoutingContext ctx, int status, ObjectNode body) {
    ctx.response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "no-store")
        .end(body.toString());
    show(ctx, status, body);
  }

  private void show(RoutingContext ctx, int status, @Nullable ObjectNode response) {
    String path = ctx.normalizedPath();
    owner.execute(() ->
        wire.add(
            new Exchange(
                sources.clock().instant(),
                Exchange.Kind.GRAPH,
                "media",
                "GET",
                path,
                status,
                JsonNodeFactory.instance.objectNode(),
                response,
                null)));
  }
}
