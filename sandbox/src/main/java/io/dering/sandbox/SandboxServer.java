package io.dering.sandbox;

import io.dering.transport.http.Answers;
import io.dering.transport.http.HttpSettings;
import io.dering.transport.http.HttpShell;
import io.dering.transport.http.Routes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.util.List;

/// A sandbox on an HTTP server of its own.
public final class SandboxServer {
  private final HttpShell shell;
  private final Sandbox sandbox;

  private SandboxServer(HttpShell shell, Sandbox sandbox) {
    this.shell = shell;
    this.sandbox = sandbox;
  }

  /// @param pages further routes, for example the static files of the phone's page
  public static Future<SandboxServer> open(
      Vertx vertx, HttpSettings http, Sandbox sandbox, List<Routes> pages) {
    List<Routes> edges = new java.util.ArrayList<>(pages);
    edges.add(sandbox);
    edges.add(SandboxServer::mountHealth);
    return HttpShell.open(vertx, http, edges).map(shell -> new SandboxServer(shell, sandbox));
  }

  private static void mountHealth(Router router) {
    router
        .get("/livez")
        .handler(ctx -> Answers.json(ctx, 200, new JsonObject().put("status", "ok")));
  }

  /// The port that the server really listens on.
  public int port() {
    return shell.port();
  }

  /// Stops listening; the sandbox itself goes with [Sandbox#close].
  public Future<Void> close() {
    return shell.close();
  }

  public Sandbox sandbox() {
    return sandbox;
  }
}
