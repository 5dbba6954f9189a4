package io.dering.gateway.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.web.TestServer;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a gateway that stops says of itself while it waits for a call to end.
final class StopEndTest {
  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    client.close();
    TestServer.await(vertx.close());
  }

  @Test
  void aGatewayThatStopsLivesOnAndSendsBalancersElsewhereUntilItsCallIsOver() throws Exception {
    int meta = BesideMeta.meta(vertx, request -> request.response().end("{\"success\":true}"));
    try (Gateway gateway =
        BesideMeta.start(folder, meta, Map.of("DERING_POLICY_STOP_WINDOW_S", "120"))) {
      int port = gateway.httpPort();
      assertThat(get(port, "/readyz").statusCode()).isEqualTo(200);
      SignedIn ayu = new SignedIn(client, port, "ayu");
      assertThat(SignedIn.webhook(client, port, "webhook-calls-connect-inbound", Map.of()))
          .isEqualTo(200);
      ayu.next("call.incoming");

      CompletableFuture<Void> stop = CompletableFuture.runAsync(gateway::close);

      MediaHouse.until("the gateway is not ready", () -> get(port, "/readyz").statusCode() == 503);
      JsonObject ready = new JsonObject(get(port, "/readyz").body());
      assertThat(ready.getString("status")).isEqualTo("failing");
      assertThat(ready.getJsonObject("checks").stream())
          .filteredOn(check -> !((JsonObject) check.getValue()).getBoolean("ok"))
          .extracting(Map.Entry::getKey)
          .containsExactly("draining");
      assertThat(get(port, "/livez").statusCode()).isEqualTo(200);
      assertThat(stop).isNotDone();

      assertThat(
              SignedIn.webhook(
                  client, port, "webhook-calls-terminate-inbound-unanswered", Map.of()))
          .isEqualTo(200);
      stop.get(30, TimeUnit.SECONDS);
    }
  }

  private HttpResponse<String> get(int port, String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(30))
            .build();
    return client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join();
  }
}
