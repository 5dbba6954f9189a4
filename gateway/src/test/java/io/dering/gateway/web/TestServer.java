package io.dering.gateway.web;

import io.dering.transport.http.HttpLimits;
import io.dering.transport.http.HttpSettings;
import io.dering.transport.http.HttpShell;
import io.dering.transport.http.Routes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Our HTTP server on a port of its own with the edge under test, and the JDK's client.
public final class TestServer implements AutoCloseable {
  private final Vertx vertx;
  private final HttpShell shell;
  private final HttpClient client = HttpClient.newHttpClient();

  private TestServer(Vertx vertx, HttpShell shell) {
    this.vertx = vertx;
    this.shell = shell;
  }

  public static TestServer open(Vertx vertx, Routes... edges) {
    var settings = new HttpSettings("127.0.0.1", 0, null, HttpLimits.DEFAULTS);
    return new TestServer(vertx, await(HttpShell.open(vertx, settings, List.of(edges))));
  }

  public static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  public int port() {
    return shell.port();
  }

  public String origin() {
    return "http://127.0.0.1:" + port();
  }

  public HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(origin() + path)).timeout(Duration.ofSeconds(30));
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  public HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request = to(path);
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  public static JsonObject json(HttpResponse<String> answer) {
    return new JsonObject(answer.body());
  }

  /// A connection for bytes that no client library would send.
  public Socket raw() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port());
    socket.setSoTimeout(30_000);
    return socket;
  }

  /// Sends bytes and reads until the server closes.
  public String raw(String request) throws IOException {
    try (Socket socket = raw()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @Override
  public void close() {
    client.close();
    await(vertx.close());
  }
}
