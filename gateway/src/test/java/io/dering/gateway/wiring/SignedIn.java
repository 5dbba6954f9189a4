package io.dering.gateway.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.web.Fixtures;
import io.dering.gateway.webhook.WebhookSettings;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The demo's two doors: an agent's page that has signed in, as far as its socket goes, and Meta's
/// signed webhooks.
final class SignedIn implements WebSocket.Listener {
  private final BlockingQueue<JsonObject> heard = new LinkedBlockingQueue<>();
  private final StringBuilder partial = new StringBuilder();

  SignedIn(HttpClient client, int port, String agent) throws InterruptedException {
    WebSocket socket =
        client
            .newWebSocketBuilder()
            .header("Origin", "http://127.0.0.1:" + port)
            .buildAsync(URI.create("ws://127.0.0.1:" + port + "/v1/desk"), this)
            .join();
    JsonObject hello =
        new JsonObject()
            .put("v", 1)
            .put("type", "hello")
            .put("agent", agent)
            .put("page", "tab-" + agent);
    socket.sendText(hello.encode(), true).join();
    assertThat(next("welcome").getJsonArray("calls")).isEmpty();
  }

  /// The next message, which is of that type: nothing else came before it.
  JsonObject next(String type) throws InterruptedException {
    JsonObject message = heard.poll(30, TimeUnit.SECONDS);
    assertThat(message).isNotNull();
    assertThat(message.getString("type")).as(message.encode()).isEqualTo(type);
    return message;
  }

  /// What came and was not asked for.
  int left() {
    return heard.size();
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket ws, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      heard.add(new JsonObject(partial.toString()));
      partial.setLength(0);
    }
    ws.request(1);
    return null;
  }

  /// Delivers a sample as Meta would send it now, to the channel of the demo; the answer's status.
  static int webhook(HttpClient client, int port, String name, Map<String, String> changes)
      throws Exception {
    String text =
        Fixtures.text(name)
            .replace("900000000000202", "100000000000001")
            .replace(
                "\"timestamp\": \"1791187200\"",
                "\"timestamp\": \"" + Instant.now().getEpochSecond() + "\"");
    for (Map.Entry<String, String> change : changes.entrySet()) {
      text = text.replace(change.getKey(), change.getValue());
    }
    return deliver(client, port, text.getBytes(UTF_8));
  }

  /// Delivers what Meta would sign; the answer's status.
  static int deliver(HttpClient client, int port, byte[] body) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("dev-app-secret".getBytes(UTF_8), "HmacSHA256"));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + WebhookSettings.PATH))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .header("X-Hub-Signature-256", "sha256=" + HexFormat.of().formatHex(mac.doFinal(body)))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }
}
