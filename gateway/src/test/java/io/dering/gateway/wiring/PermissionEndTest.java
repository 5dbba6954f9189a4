package io.dering.gateway.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.agent.Role;
import io.dering.signaling.permission.CallingLimits;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.locks.LockSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Call permission from the request to the answer, over HTTP alone (PM-1 to PM-9).
final class PermissionEndTest {
  private static final long HOPELESS_S = 60;
  private static final long BETWEEN_LOOKS_NANOS = 30_000_000;

  @TempDir Path root;
  private Business business;
  private int webhooks;

  @BeforeEach
  void open() throws Exception {
    business = Business.open(root.resolve("data"));
  }

  @AfterEach
  void close() {
    business.close();
  }

  /// PM-2, PM-7, PM-9.
  @Test
  void aRequestShowsInTheRoomAndTheNextOneHasToWait() {
    String room = business.room(1, "ayu");
    HttpResponse<String> sent = ask(room, "May we call you?");
    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(201);
    JsonObject waiting = new JsonObject(sent.body()).getJsonObject("waiting");
    assertThat(waiting.getString("state")).isEqualTo("sending");
    assertThat(waiting.getString("caption")).isEqualTo("May we call you?");
    JsonObject message =
        get("/v1/rooms/" + room + "/messages").getJsonArray("data").getJsonObject(0);
    assertThat(message.getString("kind")).isEqualTo("permission_request");
    assertThat(message.getJsonObject("permission_request").getString("ends_at"))
        .isEqualTo(waiting.getString("ends_at"));
    HttpResponse<String> again = ask(room, "And now?");
    assertThat(again.statusCode()).isEqualTo(409);
    JsonObject problem = new JsonObject(again.body());
    assertThat(problem.getString("reason")).isEqualTo("limit");
    assertThat(Instant.parse(problem.getString("next_allowed_at")))
        .isEqualTo(Instant.parse(waiting.getString("asked_at")).plus(Duration.ofDays(1)));
  }

  /// PM-2: Meta may have sent it, and then counts it.
  @Test
  void aRequestOfWhichNobodyKnowsWhetherItWasSentCountsAndSaysSo() {
    String room = business.room(4, "ayu");
    HttpResponse<String> unsure = ask(room, Business.UNSURE);
    assertThat(unsure.statusCode()).as(unsure.body()).isEqualTo(202);
    JsonObject waiting = new JsonObject(unsure.body()).getJsonObject("waiting");
    assertThat(waiting.getString("state")).isEqualTo("unsure");
    assertThat(waiting.getString("message")).isNull();
    HttpResponse<String> again = ask(room, "May we call you?");
    assertThat(again.statusCode()).as(again.body()).isEqualTo(409);
    assertThat(new JsonObject(again.body()).getString("reason")).isEqualTo("limit");
  }

  /// PM-3, PM-7: the room's own answer has it, so that a page that follows the room shows it.
  @Test
  void theCustomersAnswersAreInTheRoomAtOnceAndOutliveARestart() throws Exception {
    String room = business.room(2, "ayu");
    ask(room, "May we call you?");
    Instant until = Instant.ofEpochSecond(Instant.now().plus(Duration.ofDays(7)).getEpochSecond());
    reply(
        2,
        new JsonObject()
            .put("response", "accept")
            .put("is_permanent", false)
            .put("expiration_timestamp", Long.toString(until.getEpochSecond()))
            .put("response_source", "user_action"));
    JsonObject granted = until(room, "temporary");
    assertThat(Instant.parse(granted.getString("expires_at"))).isEqualTo(until);
    assertThat(granted.getJsonObject("call").getBoolean("allowed")).isTrue();
    assertThat(granted.getJsonObject("call").getInteger("attempts_left")).isEqualTo(10);
    business.close();
    business = Business.open(root.resolve("data"));
    assertThat(until(room, "temporary").getString("expires_at"))
        .isEqualTo(granted.getString("expires_at"));
    reply(2, new JsonObject().put("response", "reject").put("response_source", "user_action"));
    JsonObject denied = until(room, "none");
    assertThat(denied.getJsonObject("call").getString("reason")).isEqualTo("no_permission");
    JsonArray events =
        new JsonObject(business.get("/v1/events?limit=100", Business.TOKEN).body())
            .getJsonArray("data");
    assertThat(events.encode())
        .contains("permission.requested", "permission.granted", "permission.denied");
  }

  /// PM-1: outside the window a template is needed.
  @Test
  void withoutATemplateNothingIsSentOutsideTheWindow() {
    String room =
        business.make(
            "/v1/rooms",
            new JsonObject()
                .put("channel", "100000000000001")
                .put("customer", new JsonObject().put("number", "447700900007"))
                .put("state", "open")
                .put("wrote_at", "2026-01-01T00:00:00Z"));
    JsonObject problem = new JsonObject(ask(room, "May we call you?").body());
    assertThat(problem.getString("reason")).isEqualTo("no_template");
    JsonObject shown = get("/v1/rooms/" + room + "/permission");
    assertThat(shown.getJsonObject("request").getString("reason")).isEqualTo("no_template");
  }

  /// RO-1.
  @Test
  void anAgentAsksInRoomsOfTheAgentsOwn() {
    String room = business.room(3, "budi");
    HttpResponse<String> refused =
        business.post(
            path(room),
            business.session("ayu", Role.AGENT),
            new JsonObject().put("caption", "May we?"));
    assertThat(refused.statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | caption",
        "{\"caption\": \" \"} | caption",
        "{\"caption\": 7} | caption",
        "{\"caption\": \"x\", \"template_parameters\": 7} | template_parameters",
        "{\"caption\": \"x\", \"template_parameters\": [\"a\", 7]} | template_parameters[1]",
        "{\"caption\": \"x\", \"to\": \"1\"} | to",
      })
  void aBadRequestIsRefusedByItsField(String body, String field) {
    HttpResponse<String> refused =
        business.post(path("room_none"), Business.TOKEN, new JsonObject(body));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("\"" + field + "\"");
  }

  @Test
  void theFiguresAreShownWithTheirDay() {
    JsonObject limits = get("/v1/calling-limits");
    assertThat(limits.getString("as_of")).isEqualTo(CallingLimits.DEFAULT.asOf().toString());
    assertThat(limits.getInteger("request_lifetime_h")).isEqualTo(72);
    assertThat(limits.getInteger("temporary_permission_h")).isEqualTo(168);
  }

  private static String path(String room) {
    return "/v1/rooms/" + room + "/permission-requests";
  }

  private HttpResponse<String> ask(String room, String caption) {
    return business.post(path(room), business.anyToken(), new JsonObject().put("caption", caption));
  }

  private JsonObject get(String path) {
    return new JsonObject(business.get(path, business.anyToken()).body());
  }

  /// The room's permission as the room itself says it.
  private JsonObject until(String room, String state) {
    long began = System.nanoTime();
    while (System.nanoTime() - began < Duration.ofSeconds(HOPELESS_S).toNanos()) {
      JsonObject shown = get("/v1/rooms/" + room).getJsonObject("permission");
      if (shown.getString("state").equals(state)) {
        return shown;
      }
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
    }
    throw new AssertionError("not there in time: " + state);
  }

  private void reply(int number, JsonObject reply) throws Exception {
    JsonObject message =
        new JsonObject()
            .put("from_user_id", "GB." + number)
            .put("id", "wamid.reply." + ++webhooks)
            // Meta's clock has whole seconds, and each answer is newer than the one before.
            .put("timestamp", Long.toString(Instant.now().getEpochSecond() - 10 + webhooks))
            .put("type", "interactive")
            .put(
                "interactive",
                new JsonObject()
                    .put("type", "call_permission_reply")
                    .put("call_permission_reply", reply));
    JsonObject value =
        new JsonObject()
            .put("messaging_product", "whatsapp")
            .put("metadata", new JsonObject().put("phone_number_id", "100000000000001"))
            .put("messages", new JsonArray().add(message));
    JsonObject body =
        new JsonObject()
            .put("object", "whatsapp_business_account")
            .put(
                "entry",
                new JsonArray()
                    .add(
                        new JsonObject()
                            .put("id", "100000000000002")
                            .put(
                                "changes",
                                new JsonArray()
                                    .add(
                                        new JsonObject()
                                            .put("field", "messages")
                                            .put("value", value)))));
    HttpResponse<String> taken =
        business.post("/meta/webhook", null, body, "X-Hub-Signature-256", signature(body));
    assertThat(taken.statusCode()).isEqualTo(200);
  }

  private static String signature(JsonObject body) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("test-app-secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return "sha256="
        + HexFormat.of().formatHex(mac.doFinal(body.encode().getBytes(StandardCharsets.UTF_8)));
  }
}
