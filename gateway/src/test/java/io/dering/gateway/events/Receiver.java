package io.dering.gateway.events;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A backend that is sent events: the JDK's HTTP server on a port of its own.
final class Receiver implements AutoCloseable {
  private final int port;
  private final List<Request> got = new ArrayList<>();
  private Function<Request, Integer> answers = _ -> 204;
  private HttpServer server;

  /// What came, as it came.
  record Request(String path, String id, String timestamp, String signature, String body) {
    JsonObject json() {
      return new JsonObject(body);
    }
  }

  Receiver() {
    server = listen(0);
    port = server.getAddress().getPort();
  }

  String url() {
    return "http://127.0.0.1:" + port + "/hook?tenant=7";
  }

  /// Nothing listens any more.
  void down() {
    server.stop(0);
  }

  void up() {
    server = listen(port);
  }

  void answering(Function<Request, Integer> status) {
    answers = status;
  }

  /// All that came until now.
  synchronized List<Request> got() {
    return List.copyOf(got);
  }

  List<String> types() {
    return got().stream().map(request -> request.json().getString("type")).toList();
  }

  private HttpServer listen(int on) {
    try {
      HttpServer listening =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), on), 0);
      listening.createContext("/", this::take);
      listening.start();
      return listening;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void take(HttpExchange exchange) throws IOException {
    var headers = exchange.getRequestHeaders();
    var request =
        new Request(
            exchange.getRequestURI().toString(),
            headers.getFirst("webhook-id"),
            headers.getFirst("webhook-timestamp"),
            headers.getFirst("webhook-signature"),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    got.add(request);
    int status = answers.apply(request);
    if (status == 302) {
      exchange.getResponseHeaders().add("Location", "/elsewhere");
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
