package io.dering.gateway.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.config.GatewayConfig;
import io.dering.gateway.web.Fixtures;
import io.dering.gateway.web.TestServer;
import io.dering.gateway.webhook.WebhookSettings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A gateway as `dev` starts it, with a Meta of the test's own that holds the first request off.
final class GatewayEndTest {
  private static final String HELD_OFF = "{\"error\":{\"message\":\"m\",\"code\":80007}}";
  private static final String SUCCESS = "{\"messaging_product\":\"whatsapp\",\"success\":true}";

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> firstAsked = new CompletableFuture<>();
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();
  private volatile String retryAfter = "";
  private Gateway gateway;

  @BeforeEach
  void start() throws IOException {
    HttpServer meta =
        TestServer.await(
            vertx.createHttpServer().requestHandler(this::meta).listen(0, "127.0.0.1"));
    GatewayConfig config = BesideMeta.config(folder, meta.actualPort(), Map.of());
    gateway = Gateway.start(config, exit::complete);
  }

  @AfterEach
  void close() {
    gateway.close();
    client.close();
    TestServer.await(vertx.close());
  }

  private void meta(HttpServerRequest request) {
    if (request.uri().endsWith("/settings")) {
      // Another test's matter.
      request.response().setStatusCode(404).end();
      return;
    }
    request
        .body()
        .onSuccess(body -> {
          boolean first = asked.isEmpty();
          asked.add(body.toJsonObject().getString("action"));
          if (first && !retryAfter.isEmpty()) {
            request.response().putHeader("Retry-After", retryAfter);
          }
          request.response().setStatusCode(first ? 429 : 200).end(first ? HELD_OFF : SUCCESS);
          firstAsked.complete(null);
        });
  }

  @Test
  void aStopWaitsUntilMetaHasAnsweredWhatWasAsked() throws Exception {
    assertThat(offerCall()).isEqualTo(200);
    firstAsked.get(30, SECONDS);

    gateway.close();

    assertThat(asked).containsExactly("reject", "reject");
    assertThat(exit).isNotDone();
  }

  @Test
  void aMetaThatDoesNotAnswerHoldsADemoUpForLessThanTwoSeconds() throws Exception {
    retryAfter = "6";
    assertThat(offerCall()).isEqualTo(200);
    firstAsked.get(30, SECONDS);

    long began = System.nanoTime();
    gateway.close();

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(1_300));
    assertThat(asked).as("asked once more after 6 s, it would have been waited for").hasSize(1);
  }

  @Test
  void aHaltedConductorEndsTheProcessAndItDoesNotLive() throws Exception {
    assertThat(get("/livez")).isEqualTo(200);
    breakDatabase();

    offerCall();

    assertThat(exit.get(30, SECONDS)).isEqualTo(70);
    assertThat(get("/livez")).isEqualTo(503);
    assertThat(asked).isEmpty();
  }

  private void breakDatabase() throws SQLException {
    try (var other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("dering.db"));
        var statement = other.createStatement()) {
      statement.execute("ALTER TABLE call RENAME TO gone");
    }
  }

  /// A call to a channel that is not ours: rejected at once, whoever is there.
  private int offerCall() throws Exception {
    byte[] body = Fixtures.bytes("webhook-calls-connect-inbound");
    return send(
        to(WebhookSettings.PATH)
            .header("Content-Type", "application/json")
            .header("X-Hub-Signature-256", signature(body))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  private static String signature(byte[] body) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("dev-app-secret".getBytes(UTF_8), "HmacSHA256"));
    return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
  }

  private int get(String path) throws Exception {
    return send(to(path));
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.httpPort() + path))
        .timeout(Duration.ofSeconds(30));
  }

  private int send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }
}
