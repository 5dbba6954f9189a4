package io.dering.gateway.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.config.Demo;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The demo of `make run` with its sandbox, and a backend that asks it.
final class DemoHouse implements AutoCloseable {
  private static final long HOPELESS_S = 60;

  /// Below the API's limit for one caller.
  private static final long BETWEEN_LOOKS_NANOS = 30_000_000;

  final Gateway gateway;
  private final HttpClient client = HttpClient.newHttpClient();

  private DemoHouse(Gateway gateway) {
    this.gateway = gateway;
  }

  static DemoHouse open(Path folder) throws IOException {
    return new DemoHouse(
        Gateway.start(
            Demo.dev(
                Map.of(
                    "DERING_HTTP_PORT",
                    Integer.toString(freePort()),
                    "DERING_MEDIA_PORT",
                    "0",
                    "DERING_SANDBOX_MEDIA_PORT",
                    "0",
                    "DERING_DATA_DIR",
                    folder.toString())),
            _ -> {}));
  }

  /// The sandbox posts to a port that must be known before it is bound.
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /// What is looked for in an answer, or null while it is not there.
  interface Look {
    @Nullable JsonObject in(JsonObject answer);
  }

  /// The newest of a list.
  static @Nullable JsonObject first(JsonObject page) {
    JsonArray data = page.getJsonArray("data");
    return data.isEmpty() ? null : data.getJsonObject(0);
  }

  JsonObject until(String path, Look look) throws Exception {
    long began = System.nanoTime();
    while (System.nanoTime() - began < Duration.ofSeconds(HOPELESS_S).toNanos()) {
      JsonObject found = look.in(ask("GET", path, null));
      if (found != null) {
        return found;
      }
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
    }
    throw new AssertionError("not there in time: " + path);
  }

  /// What must succeed.
  JsonObject ask(String method, String path, @Nullable String body) throws Exception {
    HttpResponse<String> answer = send(method, path, body, Map.of());
    assertThat(answer.statusCode()).as(path + ": " + answer.body()).isBetween(200, 299);
    return new JsonObject(answer.body());
  }

  HttpResponse<String> send(
      String method, String path, @Nullable String body, Map<String, String> headers)
      throws Exception {
    HttpRequest.Builder request =
        to(path)
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<byte[]> raw(String path, @Nullable String range) throws Exception {
    HttpRequest.Builder request = to(path);
    if (range != null) {
      request.header("Range", range);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.httpPort() + path))
        .header("Authorization", "Bearer dev-api-token")
        .timeout(Duration.ofSeconds(30));
  }

  @Override
  public void close() {
    gateway.close();
    client.close();
  }
}
