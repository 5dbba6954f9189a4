package io.dering.transport.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/// One listening HTTP server with every edge mounted on it.
///
/// Order of a request: strict security headers, deadline, room for an answer, a path that can be
/// read, the edges' routes in the order given, and at the end problem details for whatever nobody
/// answered.
public final class HttpShell {
  /// Who acknowledges or reads nothing for so many deadlines of a request is cut by the kernel
  /// (TCP_USER_TIMEOUT, RFC 5482): our own close waits behind what was not read. On epoll only.
  private static final int UNREAD_TIMES = 2;

  private final HttpServer server;

  private HttpShell(HttpServer server) {
    this.server = server;
  }

  /// Mounts the edges and listens; the future fails when the port is taken.
  public static Future<HttpShell> open(Vertx vertx, HttpSettings settings, List<Routes> edges) {
    boolean tls = settings.tls() != null;
    var deadline = new RequestDeadline(vertx, settings.limits());
    Router router = Router.router(vertx);
    router
        .route()
        .order(-1)
        .handler(ctx -> {
          SecurityHeaders.strict(ctx.response().headers(), tls);
          deadline.handle(ctx);
        })
        .handler(HttpShell::whenThereIsRoom)
        .handler(Failures::refuseBrokenEscapes);
    edges.forEach(edge -> edge.mount(router));
    Failures.mount(router);
    HttpServer server =
        vertx
            .createHttpServer(
                options(settings)
                    .setStrictThreadMode(edges.stream().allMatch(Routes::answersOnItsEventLoop)))
            .connectionHandler(deadline::opened)
            .invalidRequestHandler(Failures::invalid)
            .requestHandler(router);
    return server.listen().map(HttpShell::new);
  }

  /// Whoever asks and asks, and reads no answer, is not answered until it has read: without a queue
  /// of its own ([Routes#answersOnItsEventLoop]) Vert.x would do all that it has read, and hold the
  /// answers. While one request waits, those behind it are not begun.
  private static void whenThereIsRoom(RoutingContext ctx) {
    HttpServerResponse response = ctx.response();
    if (!response.writeQueueFull()) {
      ctx.next();
      return;
    }
    ctx.request().pause();
    response.drainHandler(_ -> {
      response.drainHandler(null);
      ctx.next();
      ctx.request().resume();
    });
  }

  private static HttpServerOptions options(HttpSettings settings) {
    HttpLimits limits = settings.limits();
    var options = new HttpServerOptions();
    options
        .setHost(settings.host())
        .setPort(settings.port())
        .setMaxInitialLineLength(4096)
        .setMaxHeaderSize(16 << 10)
        .setDecompressionSupported(false)
        .setCompressionSupported(false)
        .setHttp2ClearTextEnabled(false)
        .setMaxWebSocketFrameSize(limits.maxMessageBytes())
        .setMaxWebSocketMessageSize(limits.maxMessageBytes())
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false)
        .setWebSocketClosingTimeout(2)
        .setUseAlpn(false)
        .setTcpNoDelay(true)
        .setTcpUserTimeout(
            Math.toIntExact(limits.requestDeadline().multipliedBy(UNREAD_TIMES).toMillis()));
    HttpSettings.Tls tls = settings.tls();
    if (tls != null) {
      options
          .setSsl(true)
          .setKeyCertOptions(
              new PemKeyCertOptions()
                  .setCertPath(tls.certificate().toString())
                  .setKeyPath(tls.key().toString()));
    }
    return options;
  }

  /// The port that the server really listens on.
  public int port() {
    return server.actualPort();
  }

  /// Stops listening and closes every connection.
  public Future<Void> close() {
    return server.close();
  }
}
