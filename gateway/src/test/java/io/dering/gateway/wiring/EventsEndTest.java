package io.dering.gateway.wiring;

import static io.dering.gateway.web.Problems.assertProblem;
import static io.dering.gateway.web.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ring groups and events as a backend meets them: over HTTP and WebSocket, and over a restart.
class EventsEndTest {
  @TempDir Path root;
  private Business business;

  @BeforeEach
  void open() throws Exception {
    business = Business.open(root.resolve("data"));
  }

  @AfterEach
  void close() {
    business.close();
  }

  /// RG-1: what is made over the API is there after a restart.
  @Test
  void ringGroupsAreMadeChangedAndKept() throws Exception {
    var made = business.post("/v1/ring_groups", Business.TOKEN, group("Front", "ring_all", "ayu"));
    assertThat(made.statusCode()).isEqualTo(201);
    String id = json(made).getString("id");
    assertThat(id).startsWith("group_");
    var changed =
        business.send(
            "PUT",
            "/v1/ring_groups/" + id,
            Business.TOKEN,
            group("Turns", "round_robin", "budi", "ayu").put("hunting_s", 15));
    assertThat(changed.statusCode()).isEqualTo(200);
    business.close();
    business = Business.open(root.resolve("data"));
    JsonArray kept = json(business.get("/v1/ring_groups", Business.TOKEN)).getJsonArray("data");
    assertThat(kept).containsExactly(json(changed));
    assertThat(json(business.get("/v1/ring_groups", Business.OTHER_TOKEN)).getJsonArray("data"))
        .isEmpty();
    business.send("DELETE", "/v1/ring_groups/" + id, Business.TOKEN, null);
    business.close();
    business = Business.open(root.resolve("data"));
    assertThat(json(business.get("/v1/ring_groups", Business.TOKEN)).getJsonArray("data"))
        .isEmpty();
  }

  /// RG-5, RG-6 and bad input: a named error with the field, and nothing changed.
  @Test
  void whatCannotBeIsRefusedWithTheField() {
    business.post("/v1/ring_groups", Business.TOKEN, group("Front", "ring_all", "ayu"));
    var before = business.get("/v1/ring_groups", Business.TOKEN).body();
    assertField(409, "conflict", "mode", group("Two", "ring_all", "budi"));
    assertField(409, "conflict", "members[0]", group("Two", "round_robin", "ayu"));
    assertField(400, "invalid_parameter", "members[1]", group("Two", "round_robin", "budi", "x"));
    assertField(
        400,
        "invalid_parameter",
        "channel",
        group("Two", "round_robin", "budi").put("channel", "100000000000009"));
    assertField(400, "invalid_parameter", "mode", group("Two", "both", "budi"));
    assertField(
        400, "invalid_parameter", "hunting_s", group("Two", "round_robin").put("hunting_s", 61));
    assertThat(business.get("/v1/ring_groups", Business.TOKEN).body()).isEqualTo(before);
    assertProblem(
        business.send("DELETE", "/v1/ring_groups/group_none", Business.TOKEN, null),
        404,
        "not_found");
  }

  @Test
  void aStreamTellsWhatHappensAndGoesOnFromWhereItWas() throws Exception {
    var first = new Reader(null);
    assertThat(first.next().getString("type")).isEqualTo("hello");
    business.post("/v1/ring_groups", Business.TOKEN, group("Front", "ring_all", "ayu"));
    JsonObject made = first.next();
    assertThat(made.getString("type")).isEqualTo("ring_groups.changed");
    assertThat(made.getJsonObject("data").getJsonArray("ring_groups")).hasSize(1);
    first.close();
    business.removeAll("/v1/ring_groups");
    business.close();
    business = Business.open(root.resolve("data"));
    var second = new Reader(made.getString("id"));
    assertThat(second.next().getBoolean("resumed")).isTrue();
    assertThat(second.next().getJsonObject("data").getJsonArray("ring_groups")).isEmpty();
    second.close();
    var unknown = new Reader("evt_999999_zzz");
    assertThat(unknown.next().getBoolean("resumed")).isFalse();
    assertThat(unknown.next()).isEqualTo(made);
    unknown.close();
    assertProblem(
        business.get("/v1/events?starting_after=evt_999999_zzz", Business.TOKEN),
        400,
        "invalid_parameter");
    assertThat(business.get("/v1/events?limit=5.0", Business.TOKEN).statusCode()).isEqualTo(200);
    JsonArray listed = json(business.get("/v1/events", Business.TOKEN)).getJsonArray("data");
    assertThat(listed).hasSize(2).contains(made);
    assertThat(json(business.get("/v1/events", Business.OTHER_TOKEN)).getJsonArray("data"))
        .isEmpty();
  }

  @Test
  void aWebhookInsideIsRefusedAndADeliveryLogIsThere() {
    for (String url : List.of("http://crm.example.com/", "https://u:p@crm.example.com/", "x")) {
      assertProblem(
          business.post("/v1/webhook_endpoints", Business.TOKEN, new JsonObject().put("url", url)),
          400,
          "invalid_parameter");
    }
    var made =
        json(
            business.post(
                "/v1/webhook_endpoints",
                Business.TOKEN,
                new JsonObject().put("url", "https://127.0.0.1:9/hook")));
    assertThat(made.getString("secret")).startsWith("whsec_");
    String path = "/v1/webhook_endpoints/" + made.getString("id");
    business.post("/v1/ring_groups", Business.TOKEN, group("Front", "ring_all", "ayu"));
    JsonObject delivery = firstAttempt(path);
    assertThat(delivery.getString("type")).isEqualTo("ring_groups.changed");
    assertThat(delivery.getString("state")).isEqualTo("waiting");
    assertThat(delivery.getString("last_failure")).isEqualTo("forbidden_address");
    assertThat(business.get("/v1/webhook_endpoints", Business.TOKEN).body())
        .doesNotContain("whsec_");
  }

  /// The old secret is shown nowhere, the new one this once; the same key does not make another.
  @Test
  void aSecretIsReplacedAndShownOnce() {
    String id = hook();
    String path = "/v1/webhook_endpoints/" + id + "/rotate_secret";
    var answer = business.send("POST", path, business.anyToken(), null);
    assertThat(answer.statusCode()).isEqualTo(200);
    JsonObject rotated = json(answer);
    assertThat(rotated.getString("secret")).startsWith("whsec_");
    Instant until = Instant.parse(rotated.getString("previous_secret_until"));
    assertThat(until)
        .isBetween(Instant.now().plusSeconds(23 * 3600), Instant.now().plusSeconds(24 * 3600));
    String token = business.anyToken();
    String[] key = {"Idempotency-Key", "rotation-1"};
    JsonObject once = json(business.send("POST", path, token, null, key));
    assertThat(once.getString("secret")).isNotEqualTo(rotated.getString("secret"));
    assertThat(json(business.send("POST", path, token, null, key))).isEqualTo(once);
    assertThat(business.get("/v1/webhook_endpoints", Business.TOKEN).body())
        .doesNotContain("whsec_");
    String nobodys = path.replaceFirst("whe_[a-z0-9]+", "whe_" + "a".repeat(20));
    assertProblem(business.send("POST", nobodys, Business.TOKEN, null), 404, "not_found");
  }

  @Test
  void replayWithoutABodyIsOfAllAndOfAnEventThatIsNotThereIsNamed() {
    String path = "/v1/webhook_endpoints/" + hook() + "/replay";
    var all = business.send("POST", path, business.anyToken(), null);
    assertThat(all.statusCode()).isEqualTo(200);
    assertThat(json(all).getInteger("deliveries")).isZero();
    JsonObject unknown = new JsonObject().put("event", "evt_999999_zzz");
    assertProblem(business.post(path, business.anyToken(), unknown), 404, "not_found");
    JsonObject none = new JsonObject().put("event", "x");
    assertProblem(business.post(path, business.anyToken(), none), 400, "invalid_parameter");
  }

  /// Which of the two would count is not for us to say.
  @Test
  void twoIdempotencyKeysAreRefusedByTheHeadersName() {
    String path = "/v1/webhook_endpoints/" + hook() + "/replay";
    var answer =
        business.send(
            "POST", path, Business.TOKEN, null, "Idempotency-Key", "one", "Idempotency-Key", "two");
    assertProblem(answer, 400, "invalid_parameter");
    assertThat(json(answer).getJsonArray("fields").getJsonObject(0).getString("name"))
        .isEqualTo("Idempotency-Key");
  }

  private String hook() {
    return business.make(
        "/v1/webhook_endpoints", new JsonObject().put("url", "https://crm.example.com/hook"));
  }

  /// Asks until the courier has tried.
  private JsonObject firstAttempt(String path) {
    long hopeless = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (System.nanoTime() - hopeless < 0) {
      var answer = business.get(path + "/deliveries", business.anyToken());
      JsonArray log = json(answer).getJsonArray("data", new JsonArray());
      if (!log.isEmpty() && log.getJsonObject(0).getInteger("attempts") > 0) {
        return log.getJsonObject(0);
      }
    }
    throw new AssertionError("the courier has not tried");
  }

  private void assertField(int status, String code, String field, JsonObject body) {
    var answer = business.post("/v1/ring_groups", Business.TOKEN, body);
    assertProblem(answer, status, code);
    assertThat(answer.body()).contains("\"" + field + "\"");
  }

  private static JsonObject group(String name, String mode, String... members) {
    return new JsonObject()
        .put("name", name)
        .put("channel", "100000000000001")
        .put("mode", mode)
        .put("members", new JsonArray(List.of(members)));
  }

  /// A backend that reads the stream with the JDK's client.
  private final class Reader implements WebSocket.Listener {
    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();
    private final WebSocket socket;

    Reader(@Nullable String after) throws Exception {
      String query = after == null ? "" : "?after=" + after;
      socket =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .header("Authorization", "Bearer " + Business.TOKEN)
              .buildAsync(
                  URI.create(
                      "ws://127.0.0.1:%d/v1/events/stream%s"
                          .formatted(business.gateway.httpPort(), query)),
                  this)
              .get(30, TimeUnit.SECONDS);
    }

    JsonObject next() throws InterruptedException {
      String text = texts.poll(30, TimeUnit.SECONDS);
      assertThat(text).as("an event").isNotNull();
      return new JsonObject(text);
    }

    void close() {
      socket.abort();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      part.append(data);
      if (last) {
        texts.add(part.toString());
        part.setLength(0);
      }
      from.request(1);
      return null;
    }
  }
}
