package io.dering.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dering.sandbox.calls.Customer;
import io.dering.sandbox.network.OutboundSwitches;
import io.dering.sandbox.network.Switches;
import io.dering.sandbox.phone.AnsweringPhone;
import io.dering.sandbox.phone.Reaction;
import io.dering.sandbox.phone.Script;
import io.dering.sandbox.phone.ScriptedPhone;
import io.dering.sandbox.speech.Sound;
import io.dering.sandbox.speech.Voice;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What customers allow, as Meta tells it and as it is asked for.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PermissionsTest {
  private static final String NUMBER = "/sandbox/graph/v26.0/100000000000001";
  private static final Voice SILENCE = Voice.of(Sound.of(new short[1_600], 16_000));

  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger lines = new AtomicInteger(200);
  private House house;
  private TinyBusiness business;
  private int line;
  private Customer ada = Customer.fictional(200, "Customer 200");

  @BeforeAll
  void open() throws Exception {
    house = new House();
    business = house.business;
  }

  @AfterAll
  void close() throws Exception {
    client.close();
    house.close();
  }

  @BeforeEach
  void somebodyNew() {
    line = lines.incrementAndGet();
    ada = Customer.fictional(line, "Customer " + line);
    house.sandbox.switches(
        Switches.DEFAULTS.with(
            OutboundSwitches.DEFAULTS.ringing(Duration.ZERO, Duration.ofMillis(50))));
  }

  @AfterEach
  void forget() throws Exception {
    post("/sandbox/calendar", "{\"speed\": 1}");
    business.closeLegs();
    business.forget();
  }

  /// PM-1: inside the window, free-form; the reply is a message and names the request.
  @ParameterizedTest
  @CsvSource({
    "temporary, webhook-permission-reply-temporary.json",
    "always, webhook-permission-reply-permanent.json",
    "deny, webhook-permission-reply-reject.json"
  })
  void aRequestIsShownAndAnswered(String choice, String fixture) throws Exception {
    writes();
    String id = ask();
    JsonNode reply = decide(choice, id);
    assertThat(Fixtures.shape(reply)).isEqualTo(Fixtures.shape(Fixtures.json(fixture)));
    assertThat(reply.findValue("context").path("id").textValue()).isEqualTo(id);
    assertThat(permissions().at("/permission/status").textValue())
        .isEqualTo(
            switch (choice) {
              case "temporary" -> "temporary";
              case "always" -> "permanent";
              default -> "no_permission";
            });
  }

  @Test
  void thePermissionsHaveTheShapeOfMetas() throws Exception {
    assertThat(permissions().path("actions").get(1).path("can_perform_action").booleanValue())
        .isFalse();
    assertThat(Fixtures.shape(permissions()))
        .isEqualTo(Fixtures.shape(Fixtures.json("response-call-permissions-none.json")));
    writes();
    String id = ask();
    decide("temporary", id);
    assertThat(Fixtures.shape(permissions()))
        .isEqualTo(Fixtures.shape(Fixtures.json("response-call-permissions-temporary.json")));
    assertThat(permissions().at("/actions/0/can_perform_action").booleanValue()).isFalse();
    assertThat(permissions().at("/actions/1/can_perform_action").booleanValue()).isTrue();
    decide("always", id);
    assertThat(permissions().path("permission"))
        .isEqualTo(Fixtures.json("response-call-permissions-permanent.json").path("permission"));
    String byUser =
        get(NUMBER + "/call_permissions?recipient=" + ada.userId(), "dev-access-token").body();
    assertThat(json(byUser)).isEqualTo(permissions());
  }

  /// PM-1: outside of the window a free-form request is taken and fails; a template does not.
  @Test
  void outsideOfTheWindowOnlyATemplateArrives() throws Exception {
    HttpResponse<String> sent = send(freeForm());
    assertThat(sent.statusCode()).isEqualTo(200);
    JsonNode failed = business.await("failed").body();
    assertThat(Fixtures.shape(failed))
        .isEqualTo(Fixtures.shape(Fixtures.json("webhook-message-status-failed.json")));
    assertThat(permissions().at("/actions/0/limits/0/current_usage").intValue()).isZero();

    HttpResponse<String> template = send(template("call_permission_order", "en"));
    assertThat(Fixtures.shape(json(template.body())))
        .isEqualTo(Fixtures.shape(Fixtures.json("response-message-send-template.json")));
    business.await("sent");
    business.await("delivered");
    String id = json(template.body()).at("/messages/0/id").textValue();
    assertThat(decide("always", id).findValue("response").textValue()).isEqualTo("accept");
  }

  @Test
  void templatesAreKnownByNameLanguageAndParameters() throws Exception {
    assertThat(code(send(template("call_permission_order", "en_US")))).isEqualTo(132_001);
    assertThat(code(send(template("unheard_of", "en")))).isEqualTo(132_001);
    assertThat(code(send(template("call_permission", "id")))).isEqualTo(132_000);
    assertThat(code(send(template("call_permission_caption", "id")))).isEqualTo(132_000);
    ObjectNode plain = template("call_permission", "id");
    ((ObjectNode) plain.path("template")).remove("components");
    assertThat(send(plain).statusCode()).isEqualTo(200);
    business.await("sent");
    business.await("delivered");
  }

  /// Whoever configures a template of their own submits it as at Meta.
  @Test
  void aTemplateOfOnesOwnIsSubmittedAndThenSent() throws Exception {
    String templates = "/sandbox/graph/v26.0/100000000000002/message_templates";
    ObjectNode own = Fixtures.json("request-permission-template-create.json").deepCopy();
    assertThat(
            json(submit(own, "dev-access-token").body()).at("/error/error_data/details").asText())
        .as("one of the sandbox's own has that name")
        .contains("already");
    own.put("name", "our_question").put("language", "en_GB");
    assertThat(code(send(template("our_question", "en_GB")))).isEqualTo(132_001);
    assertThat(code(submit(own, "guessed"))).isEqualTo(190);
    JsonNode taken = json(submit(own, "dev-access-token").body());
    assertThat(taken.path("status").textValue()).isEqualTo("APPROVED");
    assertThat(send(template("our_question", "en_GB")).statusCode()).isEqualTo(200);
    business.await("sent");
    business.await("delivered");
    JsonNode listed = json(get(templates, "dev-access-token").body()).path("data");
    assertThat(listed).hasSize(7);
    assertThat(listed.get(6).path("id")).isEqualTo(taken.path("id"));
    for (String bad :
        new String[] {
          "{}",
          "{'name': 'Our question', 'language': 'en', 'category': 'UTILITY'}",
          "{'name': 'q', 'language': 'English', 'category': 'UTILITY'}",
          "{'name': 'q', 'language': 'en', 'category': 'AUTHENTICATION'}",
          "{'name': 'q', 'language': 'en', 'category': 'UTILITY', 'components': []}",
          "{'name': 'q', 'language': 'en', 'category': 'UTILITY',"
              + " 'components': [{'type': 'BODY', 'text': 'May we?'}]}",
          "{'name': 'q', 'language': 'en', 'category': 'UTILITY',"
              + " 'components': [{'type': 'BODY', 'text': 'May {{2}}?'},"
              + " {'type': 'call_permission_request'}]}",
          "{'name': 'q', 'language': 'en', 'category': 'UTILITY',"
              + " 'components': [{'type': 'BODY', 'text': 'May we?'}, {'type': 'HEADER'},"
              + " {'type': 'call_permission_request'}]}"
        }) {
      assertThat(code(submit(json(bad.replace('\'', '"')), "dev-access-token")))
          .as(bad)
          .isEqualTo(100);
    }
  }

  /// PM-2, and PM-4's later answer.
  @Test
  void tooManyRequestsAreRefusedUntilADayHasPassed() throws Exception {
    writes();
    ask();
    HttpResponse<String> refused = send(freeForm());
    assertThat(code(refused)).isEqualTo(138_009);
    assertThat(Fixtures.shape(json(refused.body())))
        .isEqualTo(Fixtures.shape(Fixtures.json("response-error-138009.json")));
    post("/sandbox/calendar", "{\"advance_s\": 86400}");
    assertThat(code(send(template("call_permission_order", "en")))).isZero();
    business.await("sent");
    business.await("delivered");
    assertThat(code(send(freeForm()))).isEqualTo(138_009);
    post("/sandbox/calendar", "{\"advance_s\": 604800}");
    assertThat(permissions().at("/actions/0/can_perform_action").booleanValue()).isTrue();
  }

  @Test
  void whoAllowsAlwaysIsNotAsked() throws Exception {
    decide("always", "");
    writes();
    assertThat(code(send(freeForm()))).isEqualTo(138_017);
  }

  @Test
  void aGrantInTheProfileNamesNoRequest() throws Exception {
    assertThat(Fixtures.shape(decide("always", "")))
        .isEqualTo(Fixtures.shape(Fixtures.json("webhook-permission-reply-profile-grant.json")));
    assertThat(post(phone() + "/permission", "{\"choice\": \"deny\", \"request\": \"x\"}"))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(400);
  }

  /// PM-8: with callback permission on, a call grants by itself, and says which.
  @Test
  void aCallOfTheCustomersGrantsByItself() throws Exception {
    put("/sandbox/number", "{\"calling\": {\"callback_permission_status\": \"ENABLED\"}}");
    business.await("account");
    ScriptedPhone call = ScriptedPhone.call(house.sandbox, Script.saying(SILENCE).by(ada));
    String callId = business.await("connect").callId();
    call.hangUp();
    business.await("terminate");
    JsonNode reply = business.await("message").body();
    assertThat(Fixtures.shape(reply))
        .isEqualTo(
            Fixtures.shape(Fixtures.json("webhook-permission-reply-automatic-callback.json")));
    assertThat(reply.findValue("context").path("id").textValue()).isEqualTo(callId);
    put("/sandbox/number", "{\"calling\": {\"callback_permission_status\": \"DISABLED\"}}");
    business.await("account");
  }

  /// OUT-4: four unanswered in a row, and Meta takes the permission away.
  @Test
  void fourUnansweredCallsRevokeByThemselves() throws Exception {
    decide("always", "");
    house.sandbox.plug(
        ada, new AnsweringPhone(Script.saying(SILENCE), new Reaction.Ignore(), _ -> {}));
    for (int i = 1; i <= 4; i++) {
      assertThat(business.connect(ada.number(), offer()).status()).as("call %d", i).isEqualTo(200);
      business.await("connect");
      business.await("RINGING");
      business.await("terminate");
      JsonNode shown = json(get(phone(), null).body());
      assertThat(shown.path("nudge").booleanValue()).as("after %d", i).isEqualTo(i == 2 || i == 3);
    }
    JsonNode revoked = business.await("message").body();
    assertThat(Fixtures.shape(revoked))
        .isEqualTo(Fixtures.shape(Fixtures.json("webhook-permission-reply-automatic-revoke.json")));
    assertThat(business.connect(ada.number(), offer()).errorCode()).isEqualTo(138_006);
  }

  /// PM-3: over by itself, without a webhook, and the business is told the end in its own time.
  @Test
  void aTemporaryPermissionEndsWithItsDaysHoweverFastTheyPass() throws Exception {
    post("/sandbox/calendar", "{\"speed\": 86400}");
    JsonNode reply = decide("temporary", "");
    long until = Long.parseLong(reply.findValue("expiration_timestamp").textValue());
    long told = Long.parseLong(reply.findValue("timestamp").textValue());
    assertThat(until - told).isBetween(6L, 8L);
    post("/sandbox/calendar", "{\"advance_s\": 604800}");
    assertThat(permissions().at("/permission/status").textValue()).isEqualTo("no_permission");
  }

  @Test
  void aScriptedCustomerAnswersRequestsByItself() throws Exception {
    writes();
    put(phone(), "{\"permission\": \"always\"}");
    HttpResponse<String> sent = send(freeForm());
    String id = json(sent.body()).at("/messages/0/id").textValue();
    for (String status : new String[] {"sent", "delivered", "read"}) {
      business.await(status);
    }
    assertThat(business.await("message").message().at("/context/id").textValue()).isEqualTo(id);
  }

  @Test
  void aRestrictedNumberNeitherAsksNorCalls() throws Exception {
    decide("temporary", "");
    writes();
    post(
        "/sandbox/account-updates",
        "{\"event\": \"ACCOUNT_RESTRICTION\", \"type\": \"RESTRICTED_BUSINESS_INITIATED_CALLING\","
            + " \"expiration\": 4102444800}");
    business.await("account");
    assertThat(code(send(freeForm()))).isEqualTo(138_014);
    assertThat(business.connect(ada.number(), offer()).errorCode()).isEqualTo(138_014);
    assertThat(permissions().at("/actions/1/can_perform_action").booleanValue()).isFalse();
    put("/sandbox/number", "{\"restrictions\": []}");
  }

  @Test
  void tooManyReadsAreRefusedForASecond() throws Exception {
    put("/sandbox/settings", "{\"permission\": {\"reads_per_second\": 1}}");
    HttpResponse<String> answer = read();
    while (answer.statusCode() == 200) {
      answer = read();
    }
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(code(answer)).isEqualTo(613);
    put("/sandbox/settings", "{}");
  }

  @Test
  void theCalendarRefusesWhatItCannotDo() throws Exception {
    for (String bad :
        new String[] {
          "{\"speed\": 0}",
          "{\"speed\": \"fast\"}",
          "{\"advance_s\": -1}",
          "{\"advance_s\": 1.5}",
          "{\"advance_s\": 2000000000}",
          "{\"back\": 1}"
        }) {
      assertThat(post("/sandbox/calendar", bad).statusCode()).as(bad).isEqualTo(400);
    }
    assertThat(json(get("/sandbox/calendar", null).body()).path("speed").doubleValue())
        .isEqualTo(1);
  }

  /// The customer writes, and the window is open.
  private void writes() throws Exception {
    post("/sandbox/messages", "{\"text\": \"Halo\", \"customer\": " + line + "}");
    business.await("message");
  }

  /// Asks, inside the window.
  private String ask() throws Exception {
    HttpResponse<String> sent = send(freeForm());
    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
    business.await("sent");
    business.await("delivered");
    return json(sent.body()).at("/messages/0/id").textValue();
  }

  /// The customer decides; returns the webhook about it.
  ///
  /// @param request empty for the profile
  private JsonNode decide(String choice, String request) throws Exception {
    String of = request.isEmpty() ? "" : ", \"request\": \"" + request + "\"";
    HttpResponse<String> done =
        post(phone() + "/permission", "{\"choice\": \"" + choice + "\"" + of + "}");
    assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
    return business.await("message").body();
  }

  private String phone() {
    return "/sandbox/phones/" + line;
  }

  private String offer() throws Exception {
    return business.offer((_, _, _) -> {}).offer().offer();
  }

  private ObjectNode freeForm() {
    return Fixtures.json("request-permission-free-form.json")
        .<ObjectNode>deepCopy()
        .put("to", ada.number());
  }

  private ObjectNode template(String name, String language) {
    ObjectNode request =
        Fixtures.json("request-permission-template-send.json")
            .<ObjectNode>deepCopy()
            .put("to", ada.number());
    ObjectNode template = (ObjectNode) request.path("template");
    template.put("name", name).putObject("language").put("code", language);
    return request;
  }

  private HttpResponse<String> send(ObjectNode message) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(house.http() + NUMBER + "/messages"))
            .header("Authorization", "Bearer dev-access-token")
            .POST(HttpRequest.BodyPublishers.ofString(message.toString()))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> submit(JsonNode template, String token) throws Exception {
    URI all = URI.create(house.http() + "/sandbox/graph/100000000000002/message_templates");
    return client.send(
        HttpRequest.newBuilder(all)
            .header("Authorization", "Bearer " + token)
            .POST(HttpRequest.BodyPublishers.ofString(template.toString()))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode permissions() throws Exception {
    return json(read().body());
  }

  private HttpResponse<String> read() throws Exception {
    // As the gateway beside it asks: without a version.
    String number = NUMBER.replace("/v26.0", "");
    return get(number + "/call_permissions?user_wa_id=" + ada.number(), "dev-access-token");
  }

  private HttpResponse<String> get(String path, @org.jspecify.annotations.Nullable String token)
      throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(house.http() + path));
    return client.send(
        (token == null ? request : request.header("Authorization", "Bearer " + token)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(house.http() + path))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private void put(String path, String body) throws Exception {
    HttpResponse<String> done =
        client.send(
            HttpRequest.newBuilder(URI.create(house.http() + path))
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
  }

  /// Meta's error code; 0 for none.
  private static int code(HttpResponse<String> answer) throws Exception {
    return json(answer.body()).at("/error/code").asInt();
  }

  private static JsonNode json(String text) throws Exception {
    return new JsonMapper().readTree(text);
  }
}
