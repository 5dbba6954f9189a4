package io.dering.transport.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Bounds the life of a request as a whole, not only its silences: a client that sends one byte a
/// second is cut like one that sends none. Between requests the same holds for the next head.
///
/// One event loop owns it; the map holds one entry per open connection that speaks HTTP and is
/// bounded by [HttpLimits#maxConnections].
public final class RequestDeadline implements Handler<RoutingContext> {
  private static final String KEY = RequestDeadline.class.getName();

  private static final Logger LOG = LoggerFactory.getLogger(RequestDeadline.class);

  private final Vertx vertx;
  private final HttpLimits limits;
  private final Map<HttpConnection, Long> awaitedHeads = new HashMap<>();

  /// @param timer of the request
  private record Running(RequestDeadline owner, long timer) {}

  RequestDeadline(Vertx vertx, HttpLimits limits) {
    this.vertx = vertx;
    this.limits = limits;
  }

  void opened(HttpConnection connection) {
    connection.exceptionHandler(RequestDeadline::failed);
    if (awaitedHeads.size() >= limits.maxConnections()) {
      connection.close();
      return;
    }
    awaitHead(connection);
    connection.closeHandler(_ -> {
      Long timer = awaitedHeads.remove(connection);
      if (timer != null) {
        vertx.cancelTimer(timer);
      }
    });
  }

  /// That a peer resets is no error of ours. Without a handler Vert.x writes one to the log for
  /// each, and whoever can connect could fill it; the close handler is told as well. Its message
  /// may name the peer.
  static void failed(Throwable fault) {
    LOG.debug("An HTTP connection failed: {}", fault.getClass().getName());
  }

  private void awaitHead(HttpConnection connection) {
    Long before =
        awaitedHeads.put(
            connection, vertx.setTimer(limits.headDeadline().toMillis(), _ -> connection.close()));
    if (before != null) {
      vertx.cancelTimer(before);
    }
  }

  @Override
  public void handle(RoutingContext ctx) {
    HttpConnection connection = ctx.request().connection();
    Long head = awaitedHeads.get(connection);
    if (head != null) {
      vertx.cancelTimer(head);
    }
    long timer = vertx.setTimer(limits.requestDeadline().toMillis(), _ -> expire(ctx));
    ctx.put(KEY, new Running(this, timer));
    ctx.addEndHandler(ended -> {
      if (ended.failed() || ctx.request().isEnded()) {
        vertx.cancelTimer(timer);
      } else {
        // An answer may be over before the end of its request has been read, even of one without a
        // body. The deadline holds until then and no longer, or it would cut a later request.
        ctx.request().end().onComplete(_ -> vertx.cancelTimer(timer));
      }
      if (ended.succeeded() && awaitedHeads.containsKey(connection)) {
        awaitHead(connection);
      }
    });
    ctx.next();
  }

  /// Takes the deadline off a request whose answer may take long.
  public static void lift(RoutingContext ctx) {
    Running running = ctx.get(KEY);
    if (running != null) {
      running.owner().vertx.cancelTimer(running.timer());
    }
  }

  /// Makes a WebSocket of a request. Its connection is none of ours any more: Vert.x never tells
  /// the close handler of the HTTP connection that it was, so its entry would stay for ever.
  public static Future<ServerWebSocket> toWebSocket(RoutingContext ctx) {
    lift(ctx);
    HttpConnection connection = ctx.request().connection();
    Running running = ctx.get(KEY);
    return ctx.request()
        .toWebSocket()
        .onSuccess(_ -> {
          if (running != null) {
            running.owner().awaitedHeads.remove(connection);
          }
        });
  }

  /// An answer that has not begun becomes a 408; a body that is still coming ends with its
  /// connection.
  private static void expire(RoutingContext ctx) {
    var response = ctx.response();
    if (response.closed()) {
      return;
    }
    if (!response.ended() && !response.headWritten()) {
      response.putHeader("Connection", "close");
      Answers.problem(
          ctx, Problem.of(ProblemCode.TIMED_OUT, "The request was not finished in time."));
    }
    ctx.request().connection().close();
  }
}
