package io.dering.gateway.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.web.Fixtures;
import io.dering.gateway.web.TestServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Channels' settings from the API to a Meta of the test's own, and what Meta says back to the API:
/// IN-2, IN-12, IN-13, RM-9.
final class ChannelsAtMetaTest {
  private static final String CHANNEL = "/v1/channels/100000000000001";

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private final BlockingQueue<JsonObject> written = new LinkedBlockingQueue<>();
  private volatile JsonObject calling = new JsonObject().put("status", "NOT_SET");
  private volatile @Nullable String refusal;
  private int meta;
  private Gateway gateway;

  @BeforeEach
  void start() throws IOException {
    meta = BesideMeta.meta(vertx, this::meta);
    open();
  }

  private void open() throws IOException {
    gateway = BesideMeta.start(folder, meta, Map.of());
  }

  @AfterEach
  void close() {
    gateway.close();
    client.close();
    TestServer.await(vertx.close());
  }

  /// Meta, as far as settings go: fields are merged, and an answer may be switched to a refusal.
  private void meta(HttpServerRequest request) {
    assertThat(request.path()).isEqualTo("/100000000000001/settings");
    assertThat(request.getHeader("Authorization")).isEqualTo("Bearer dev-access-token");
    request
        .body()
        .onSuccess(body -> {
          boolean writes = request.method().name().equals("POST");
          String error = refusal;
          if (writes && error != null) {
            request.response().setStatusCode(400).end(error);
          } else if (writes) {
            JsonObject change = body.toJsonObject().getJsonObject("calling");
            calling = calling.copy().mergeIn(change);
            written.add(change);
            request.response().end("{\"success\":true}");
          } else {
            request.response().end(new JsonObject().put("calling", calling).encode());
          }
        });
  }

  /// IN-2, RM-9, IN-13: what is set over the API stands at Meta, and the API says so.
  @Test
  void whatIsSetStandsAtMeta() throws Exception {
    assertThat(nextWritten()).isEqualTo(new JsonObject().put("status", "ENABLED"));
    until(meta("in_step"));
    JsonObject wish =
        wish()
            .put("inbound", false)
            .put("callback_permission", true)
            .put(
                "office_hours",
                new JsonObject()
                    .put("time_zone", "Asia/Jakarta")
                    .put(
                        "weekly",
                        new JsonArray()
                            .add(
                                new JsonObject()
                                    .put("day", "monday")
                                    .put("from", "09:00")
                                    .put("to", "24:00"))));
    JsonObject set = ask("PUT", CHANNEL, wish, 200);
    assertThat(set.getJsonObject("meta").getJsonArray("notes")).containsExactly("over_midnight");
    JsonObject change = nextWritten();
    assertThat(change.getString("call_icon_visibility")).isEqualTo("DISABLE_ALL");
    assertThat(change.getString("callback_permission_status")).isEqualTo("ENABLED");
    assertThat(change.getJsonObject("call_hours").getJsonArray("weekly_operating_hours"))
        .containsExactly(
            new JsonObject()
                .put("day_of_week", "MONDAY")
                .put("open_time", "0900")
                .put("close_time", "2359"));
    assertThat(change.containsKey("status")).isFalse();
    JsonObject channel = until(meta("in_step"));
    assertThat(channel.getBoolean("callback_permission")).isTrue();
    assertThat(channel.getJsonObject("meta").getString("read_at"))
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?Z");
  }

  /// RM-9, IN-10: voicemail and call hours exclude each other at Meta.
  @Test
  void voicemailTakesThePlaceOfCallHours() throws Exception {
    nextWritten();
    ask("PUT", CHANNEL, wish().put("out_of_hours", "voicemail"), 200);
    assertThat(nextWritten().getJsonObject("voicemail"))
        .isEqualTo(
            new JsonObject()
                .put("status", "ENABLED")
                .put("triggers", new JsonArray().add("REJECT")));
    until(meta("in_step"));
  }

  /// Issue 3: a difference is shown field by field, and written again when somebody asks.
  @Test
  void whatWasChangedAtMetaIsShownAndWrittenAgainWhenAsked() throws Exception {
    nextWritten();
    until(meta("in_step"));
    calling = calling.copy().put("call_icon_visibility", "DISABLE_ALL");
    assertThat(webhook("webhook-account-settings-update", "900000000000202", "100000000000001"))
        .isEqualTo(200);
    JsonObject differs = until(meta("differs")).getJsonObject("meta");
    assertThat(differs.getJsonArray("differences"))
        .containsExactly(
            new JsonObject()
                .put("field", "call_icon_visibility")
                .put("wanted", "DEFAULT")
                .put("found", "DISABLE_ALL"));
    assertThat(metrics()).contains("dering_channels_settings{state=\"differs\"} 1.0");
    assertThat(written).isEmpty();
    ask("POST", CHANNEL + "/write_to_meta", null, 200);
    assertThat(nextWritten()).isEqualTo(new JsonObject().put("call_icon_visibility", "DEFAULT"));
    until(meta("in_step"));
    assertThat(events()).contains("channel.settings_differ", "channel.settings_in_step");
  }

  /// What Meta refuses is shown with its code and text.
  @Test
  void aRefusalIsShownWithMetasCodeAndText() throws Exception {
    nextWritten();
    until(meta("in_step"));
    refusal =
        """
        {"error":{"message":"(#100) Invalid parameter","code":100,
          "error_data":{"details":"call_icon_visibility is not for you."}}}
        """;
    ask("PUT", CHANNEL, wish().put("inbound", false), 200);
    JsonObject failure = until(meta("failed")).getJsonObject("meta").getJsonObject("failure");
    assertThat(failure.getString("step")).isEqualTo("write");
    assertThat(failure.getInteger("meta_error_code")).isEqualTo(100);
    assertThat(failure.getString("meta_error_text"))
        .isEqualTo("call_icon_visibility is not for you.");
    assertThat(events()).contains("channel.settings_failed");
  }

  /// IN-12: warning and restriction by Meta's own number, kept over a restart, and its end.
  @Test
  void restrictionsAndWarningsAreShownAndKept() throws Exception {
    nextWritten();
    until(meta("in_step"));
    String ours = "622150000001";
    webhook("webhook-account-update-violation-low-pickup", "442079460123", ours);
    webhook("webhook-account-update-restriction-user-initiated", "442079460123", ours);
    webhook("webhook-account-update-restriction-user-initiated", "442079460123", "15550001111");
    JsonObject channel = until(c -> !c.getJsonArray("restrictions").isEmpty());
    assertThat(channel.getJsonArray("restrictions").getJsonObject(0).getString("type"))
        .isEqualTo("RESTRICTED_USER_INITIATED_CALLING");
    gateway.close();
    open();
    channel = until(_ -> true);
    assertThat(channel.getJsonArray("warnings").getJsonObject(0).getString("remedy"))
        .isEqualTo("Answer more of the calls you receive, or hide the call button.");
    assertThat(channel.getJsonArray("restrictions")).hasSize(1);
    assertThat(events()).contains("channel.warned", "channel.restricted");
  }

  /// Bad input: a named error with the field, and nothing changed.
  @Test
  void whatCannotBeSetIsNamedByTheField() throws Exception {
    nextWritten();
    JsonObject before = until(meta("in_step"));
    assertField("ringing_window_s", wish().put("ringing_window_s", 29));
    assertField("ringing_window_s", wish().put("ringing_window_s", 61));
    assertField("out_of_hours", wish().put("out_of_hours", "later"));
    assertField("callback_permission", wish().put("callback_permission", "yes"));
    for (String zone : List.of("Mars/Base", "+07:00", "Z", "UTC+7", "GMT+7", "Etc/GMT-7", "EST")) {
      assertField(
          "office_hours.time_zone",
          wish()
              .put(
                  "office_hours",
                  new JsonObject().put("time_zone", zone).put("weekly", new JsonArray())));
    }
    assertThat(ask("POST", "/v1/channels/7/write_to_meta", null, 404).getString("code"))
        .isEqualTo("not_found");
    assertThat(until(_ -> true)).isEqualTo(before);
    assertThat(written).isEmpty();
  }

  private void assertField(String field, JsonObject wish) throws Exception {
    JsonObject problem = ask("PUT", CHANNEL, wish, 400);
    assertThat(problem.getJsonArray("fields").getJsonObject(0).getString("name")).isEqualTo(field);
  }

  private static JsonObject wish() {
    return new JsonObject()
        .put("ringing_window_s", 30)
        .put("inbound", true)
        .put("office_hours", null)
        .put("out_of_hours", "reject");
  }

  private static Predicate<JsonObject> meta(String state) {
    return channel -> channel.getJsonObject("meta").getString("state").equals(state);
  }

  /// The channel, once it is so.
  private JsonObject until(Predicate<JsonObject> so) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (true) {
      JsonObject channel =
          ask("GET", "/v1/channels", null, 200).getJsonArray("data").getJsonObject(0);
      if (so.test(channel)) {
        return channel;
      }
      assertThat(System.nanoTime()).as(channel.encode()).isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private JsonObject nextWritten() throws InterruptedException {
    JsonObject change = written.poll(30, TimeUnit.SECONDS);
    assertThat(change).as("a write to Meta").isNotNull();
    return change;
  }

  private String events() throws Exception {
    return ask("GET", "/v1/events?limit=100", null, 200).encode();
  }

  private String metrics() throws Exception {
    return send(request("/metrics").GET()).body();
  }

  private JsonObject ask(String method, String path, @Nullable JsonObject body, int status)
      throws Exception {
    HttpRequest.Builder request = request(path).header("Authorization", "Bearer dev-api-token");
    if (body == null) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, HttpRequest.BodyPublishers.ofString(body.encode()));
    }
    HttpResponse<String> answer = send(request);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return new JsonObject(answer.body());
  }

  private int webhook(String name, String text, String other) throws Exception {
    byte[] body =
        new String(Fixtures.bytes(name), UTF_8)
            .replace(text, other)
            .replace("1791792000", "4102444800")
            .getBytes(UTF_8);
    return SignedIn.deliver(client, gateway.httpPort(), body);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.httpPort() + path))
        .timeout(Duration.ofSeconds(30));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
