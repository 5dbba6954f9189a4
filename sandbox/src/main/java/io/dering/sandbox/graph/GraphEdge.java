package io.dering.sandbox.graph;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.concurrent.Executor;

/// An edge of the Graph API that is read by GET and written by POST, under its bare path and under
/// that of a version.
///
/// @param owner runs its tasks on the thread of what the edge shows, in order
record GraphEdge(Executor owner, Asked asked) {
  private static final int MAX_BODY_BYTES = 64 << 10;
  private static final byte[] NO_BODY = new byte[0];

  /// Answers, on the owner's thread.
  interface Asked {
    /// @param body of what is written; empty for what is read
    void handle(RoutingContext ctx, boolean writes, byte[] body);
  }

  /// @param path after the version
  void mount(Router router, String path) {
    BodyHandler body = BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES);
    for (String version : new String[] {"", "/:version"}) {
      router.get("/sandbox/graph" + version + path).handler(this::handle);
      router.post("/sandbox/graph" + version + path).handler(body).handler(this::handle);
    }
  }

  private void handle(RoutingContext ctx) {
    if (!GraphDoor.isVersion(ctx.pathParam("version"))) {
      ctx.next();
      return;
    }
    boolean writes = ctx.request().method().name().equals("POST");
    byte[] body = writes && ctx.body().buffer() != null ? ctx.body().buffer().getBytes() : NO_BODY;
    owner.execute(() -> asked.handle(ctx, writes, body));
  }
}
