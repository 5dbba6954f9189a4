package io.dering.gateway.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.push.TestBrowser;
import io.dering.gateway.push.TestPushService;
import io.dering.gateway.tokens.SessionTokens;
import io.dering.gateway.web.Fixtures;
import io.dering.gateway.web.TestServer;
import io.dering.gateway.webhook.WebhookSettings;
import io.dering.signaling.agent.Role;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From a customer's call to a browser without a page, and back: IN-9, RG-2, IN-6.
final class PushEndTest {
  private static final String SUCCESS = "{\"messaging_product\":\"whatsapp\",\"success\":true}";

  private static final long HOPELESS_NANOS = Duration.ofSeconds(30).toNanos();

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private final TestPushService service = new TestPushService();
  private final TestBrowser browser = new TestBrowser();
  private final BlockingQueue<String> askedOfMeta = new LinkedBlockingQueue<>();
  private int metaPort;
  private Gateway gateway;

  @BeforeEach
  void start() throws IOException {
    HttpServer meta =
        TestServer.await(
            vertx
                .createHttpServer()
                .requestHandler(request ->
                    request
                        .body()
                        .onSuccess(body -> {
                          askedOfMeta.add(body.toJsonObject().getString("action"));
                          request.response().end(SUCCESS);
                        }))
                .listen(0, "127.0.0.1"));
    metaPort = meta.actualPort();
    gateway = open();
  }

  private Gateway open() throws IOException {
    return BesideMeta.start(
        folder,
        metaPort,
        Map.of(
            "DERING_ACCOUNTS_0__MASK_CONTACTS",
            "true",
            "DERING_PUSH_SUBJECT",
            "mailto:calls@example.com"));
  }

  @AfterEach
  void close() {
    gateway.close();
    service.close();
    client.close();
    TestServer.await(vertx.close());
  }

  /// IN-9, RG-2, RM-8.
  @Test
  void aCallFindsAnAgentWhosePageIsClosed() throws Exception {
    String key = json(send("GET", "/v1/push_key", null, null, 200)).getString("public_key");
    JsonObject device = json(subscribe("phone", "ayu", null, 201));
    assertThat(device.getString("id")).matches("push_[0-9a-f]{32}");
    assertThat(device.getString("agent")).isEqualTo("ayu");
    assertThat(json(subscribe("phone", "ayu", null, 201))).isEqualTo(device);

    assertThat(call()).isEqualTo(200);

    TestPushService.Request push = service.next();
    JsonObject message = json(browser.read(push.body()));
    assertThat(message.getString("type")).isEqualTo("call.incoming");
    assertThat(message.getJsonObject("customer"))
        .isEqualTo(new JsonObject().put("name", "Ada Fictional").put("number", "*********456"));
    assertThat(push.publicKey()).isEqualTo(key);
    assertThat(push.claims().getString("sub")).isEqualTo("mailto:calls@example.com");
    assertThat(Integer.parseInt(push.ttl())).isBetween(1, 30);

    String call = message.getString("call");
    assertThat(send("GET", "/v1/calls/" + call + "/explain", null, null, 200))
        .contains("\"push_sent\"", "\"no_page_and_no_push\"");
    Desk ayu = new Desk("ayu");
    assertThat(ayu.welcome.getJsonArray("calls").getJsonObject(0).getString("call"))
        .isEqualTo(call);
    ayu.say(new JsonObject().put("type", "call.decline").put("call", call));

    TestPushService.Request over = service.next();
    assertThat(over.topic()).isEqualTo(push.topic());
    assertThat(json(browser.read(over.body())).getString("reason")).isEqualTo("handled");
    assertThat(service.waiting()).isZero();
    awaitMetric("dering_pushes_total{result=\"sent\"} 2.0");
  }

  /// The push service has the request before the gateway has its answer.
  private void awaitMetric(String line) throws Exception {
    long began = System.nanoTime();
    String metrics = send("GET", "/metrics", null, null, 200);
    while (!metrics.contains(line) && System.nanoTime() - began < HOPELESS_NANOS) {
      metrics = send("GET", "/metrics", null, null, 200);
    }
    assertThat(metrics).contains(line);
  }

  /// IN-6, RFC 8030 §7.3: the only one who could be told is not there.
  @Test
  void aBrowserThatIsGoneIsForgottenAndKeepsNothingRinging() throws Exception {
    String id = json(subscribe("phone", "ayu", null, 201)).getString("id");
    service.answering(_ -> 410);
    assertThat(call()).isEqualTo(200);
    while (!"reject".equals(askedOfMeta.poll(30, TimeUnit.SECONDS))) {
      assertThat(service.waiting()).isLessThanOrEqualTo(1);
    }
    assertThat(json(send("DELETE", "/v1/push_devices/" + id, null, null, 404)).getString("code"))
        .isEqualTo("not_found");
  }

  /// IN-9: neither the key nor the browsers are lost with the process.
  @Test
  void aRestartForgetsNobody() throws Exception {
    String key = json(send("GET", "/v1/push_key", null, null, 200)).getString("public_key");
    subscribe("phone", "ayu", null, 201);
    gateway.close();
    gateway = open();
    assertThat(json(send("GET", "/v1/push_key", null, null, 200)).getString("public_key"))
        .isEqualTo(key);
    call();
    assertThat(json(browser.read(service.next().body())).getString("type"))
        .isEqualTo("call.incoming");
  }

  /// RO-1: a person's token is for that person's own browsers.
  @Test
  void nobodySubscribesOrSignsOutForAnother() throws Exception {
    String ayu = session("ayu", Role.AGENT);
    String eka = session("eka", Role.ADMIN);
    String id = json(subscribe("phone", null, ayu, 201)).getString("id");
    JsonObject refused = json(subscribe("phone", "ayu", eka, 403));
    assertThat(field(refused)).isEqualTo("agent");
    send("DELETE", "/v1/push_devices/" + id, null, eka, 404);
    send("DELETE", "/v1/push_devices/" + id, null, ayu, 204);
    send("DELETE", "/v1/push_devices/" + id, null, ayu, 404);
  }

  @Test
  void whatIsWrongIsNamed() throws Exception {
    assertThat(field(json(subscribe("phone", null, null, 400)))).isEqualTo("agent");
    assertThat(field(json(subscribe("phone", "zoe", null, 400)))).isEqualTo("agent");
    JsonObject good = body("phone", "ayu");
    assertField(good.copy().put("endpoint", "ftp://push.example/"), "endpoint");
    assertField(good.copy().put("endpoint", "https://u@push.example/"), "endpoint");
    assertField(good.copy().put("endpoint", "https://x/" + "y".repeat(2_048)), "endpoint");
    JsonObject keys = good.getJsonObject("keys");
    String off = keys.getString("p256dh").replaceFirst("..$", "AA");
    assertField(good.copy().put("keys", keys.copy().put("p256dh", off)), "keys.p256dh");
    assertField(good.copy().put("keys", keys.copy().put("auth", "short")), "keys.auth");
    send("DELETE", "/v1/push_devices/push_1", null, null, 400);
    call();
    assertThat(service.waiting()).isZero();
  }

  private void assertField(JsonObject body, String field) throws Exception {
    JsonObject problem = json(send("POST", "/v1/push_devices", body, null, 400));
    assertThat(field(problem)).as(problem.encode()).isEqualTo(field);
  }

  private static String field(JsonObject problem) {
    return problem.getJsonArray("fields").getJsonObject(0).getString("name");
  }

  private String subscribe(String name, @Nullable String agent, @Nullable String bearer, int status)
      throws Exception {
    return send("POST", "/v1/push_devices", body(name, agent), bearer, status);
  }

  private JsonObject body(String name, @Nullable String agent) {
    JsonObject body =
        new JsonObject()
            .put("endpoint", service.endpoint(name))
            .put(
                "keys",
                new JsonObject().put("p256dh", browser.p256dh()).put("auth", browser.auth()));
    return agent == null ? body : body.put("agent", agent);
  }

  private String session(String agent, Role role) {
    SessionTokens tokens = new SessionTokens(vertx, TokenKey.of(folder, new SecureRandom()));
    return tokens.issue(
        new SessionTokens.Claims(new AccountId("demo"), new AgentId(agent), role),
        Duration.ofMinutes(5));
  }

  private static JsonObject json(String text) {
    return new JsonObject(text);
  }

  private String send(
      String method, String path, @Nullable JsonObject body, @Nullable String bearer, int status)
      throws Exception {
    HttpRequest.Builder request =
        to(path)
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body.encode()));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (bearer != null) {
      request.header("Authorization", "Bearer " + bearer);
    }
    HttpResponse<String> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return answer.body();
  }

  /// A customer calls the demo's number.
  private int call() throws Exception {
    byte[] body =
        Fixtures.text("webhook-calls-connect-inbound")
            .replace("900000000000202", "100000000000001")
            .replace(
                "\"timestamp\": \"1791187200\"",
                "\"timestamp\": \"" + Instant.now().getEpochSecond() + "\"")
            .getBytes(UTF_8);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("dev-app-secret".getBytes(UTF_8), "HmacSHA256"));
    HttpRequest request =
        to(WebhookSettings.PATH)
            .header("Content-Type", "application/json")
            .header("X-Hub-Signature-256", "sha256=" + HexFormat.of().formatHex(mac.doFinal(body)))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.httpPort() + path))
        .timeout(Duration.ofSeconds(30));
  }

  /// An agent's page that has just been opened, as far as its socket goes.
  private final class Desk implements WebSocket.Listener {
    private final BlockingQueue<JsonObject> heard = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;
    final JsonObject welcome;

    Desk(String agent) throws InterruptedException {
      socket =
          client
              .newWebSocketBuilder()
              .header("Origin", "http://127.0.0.1:" + gateway.httpPort())
              .buildAsync(URI.create("ws://127.0.0.1:" + gateway.httpPort() + "/v1/desk"), this)
              .join();
      say(new JsonObject().put("type", "hello").put("agent", agent).put("page", "tab"));
      welcome = heard.poll(30, TimeUnit.SECONDS);
      assertThat(welcome.getString("type")).isEqualTo("welcome");
    }

    void say(JsonObject message) {
      socket.sendText(message.put("v", 1).encode(), true).join();
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
  }
}
