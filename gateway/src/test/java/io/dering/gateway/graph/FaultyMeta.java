package io.dering.gateway.graph;

import io.dering.gateway.web.TestServer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// A Graph API that answers each request with the next fault of a list, and well when it is empty.
final class FaultyMeta implements AutoCloseable {
  /// What it can do to a request.
  sealed interface Fault {
    /// Answers.
    record Answer(int status, String body, String retryAfter) implements Fault {}

    /// Reads the request and cuts the connection.
    record Reset() implements Fault {}

    /// Answers when the next request has come, which needs a connection of its own.
    record Beside() implements Fault {}

    /// Reads the request and says nothing.
    record Silence() implements Fault {}

    /// Begins a 200 and stops in the middle.
    record HalfAnswer() implements Fault {}
  }

  /// A request as it came.
  ///
  /// @param connection the client's port
  record Seen(String path, String authorization, String type, int connection, JsonObject body) {
    String action() {
      return body.getString("action");
    }
  }

  static final String PLACED =
      "{\"messaging_product\":\"whatsapp\",\"calls\":[{\"id\":\"wacid.placed\"}]}";

  static final String SUCCESS = "{\"messaging_product\":\"whatsapp\",\"success\":true}";

  final List<Seen> seen = new CopyOnWriteArrayList<>();
  final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
  private final Queue<HttpServerRequest> held = new ConcurrentLinkedQueue<>();
  private final Semaphore taken = new Semaphore(0);
  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;

  FaultyMeta() {
    server =
        TestServer.await(
            vertx.createHttpServer().requestHandler(this::receive).listen(0, "127.0.0.1"));
  }

  static Fault answer(int status, String body) {
    return new Fault.Answer(status, body, "");
  }

  String url() {
    return "http://127.0.0.1:" + server.actualPort() + "/v26.0";
  }

  /// Waits until one more request has met its fault.
  void awaitRequest() throws InterruptedException {
    if (!taken.tryAcquire(30, TimeUnit.SECONDS)) {
      throw new AssertionError("no request came");
    }
  }

  private void receive(HttpServerRequest request) {
    request.body().onSuccess(body -> receive(request, body));
  }

  private void receive(HttpServerRequest request, Buffer body) {
    seen.add(
        new Seen(
            request.method() + " " + request.path(),
            String.valueOf(request.getHeader("Authorization")),
            String.valueOf(request.getHeader("Content-Type")),
            request.remoteAddress().port(),
            body.toJsonObject()));
    Fault fault = faults.poll();
    for (var before = held.poll(); before != null; before = held.poll()) {
      before.response().end(SUCCESS);
    }
    taken.release();
    switch (fault) {
      case null ->
          request
              .response()
              .end("connect".equals(body.toJsonObject().getString("action")) ? PLACED : SUCCESS);
      case Fault.Answer(var status, var text, var retryAfter) -> {
        if (!retryAfter.isEmpty()) {
          request.response().putHeader("Retry-After", retryAfter);
        }
        request.response().setStatusCode(status).end(text);
      }
      case Fault.Reset() -> request.connection().close();
      case Fault.Beside() -> held.add(request);
      case Fault.Silence() -> {}
      case Fault.HalfAnswer() -> {
        request.response().putHeader("Content-Length", "1000").write("{\"success\":");
        vertx.setTimer(20, _ -> request.connection().close());
      }
    }
  }

  @Override
  public void close() {
    TestServer.await(vertx.close());
  }
}
