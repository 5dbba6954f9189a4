package io.dering.sandbox.graph;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dering.sandbox.messages.Recording;
import io.dering.sandbox.messages.Recordings;
import io.dering.transport.http.Routes;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// `GET /sandbox/graph[/vNN.N]/{media-id}`, which names an address, and that address, which holds
/// the content; both ask for the token.
public final class MediaRoutes implements Routes {
  private static final String TITLE = "media";
  private static final String CONTENT = "/sandbox/attachments/";

  private final Executor owner;
  private final Recordings recordings;
  private final GraphDoor door;

  /// @param owner runs its tasks on the thread of the door's wire
  public MediaRoutes(Executor owner, Recordings recordings, GraphDoor door) {
    this.owner = owner;
    this.recordings = recordings;
    this.door = door;
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
    String media = String.valueOf(ctx.pathParam("media"));
    if (!media.matches("[0-9]{1,20}") || !GraphDoor.isVersion(ctx.pathParam("version"))) {
      ctx.next();
      return;
    }
    Optional<Recording> found = recordings.find(media);
    if (!door.isAuthorized(ctx)) {
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
    if (!door.isAuthorized(ctx)) {
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
    owner.execute(() -> door.show(ctx, TITLE, status, response));
  }
}
