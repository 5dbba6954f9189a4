package io.dering.gateway.wiring;

import static io.dering.gateway.web.Problems.assertField;
import static io.dering.gateway.web.Problems.assertProblem;
import static io.dering.gateway.web.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.agent.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// RM-14, from the making of a token to its end, on a gateway that listens.
final class ApiTokenEndTest {
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

  private static JsonObject wish(String... scopes) {
    return new JsonObject().put("name", "CRM").put("scopes", new JsonArray(List.of(scopes)));
  }

  private HttpResponse<String> create(String asToken, JsonObject body, String... headers) {
    return business.post("/v1/api_tokens", asToken, body, headers);
  }

  @Test
  void aTokenIsShownOnceAndOpensWhatItsScopesSay() {
    String admin = business.session("eka", Role.ADMIN);
    var answer = create(admin, wish("calls:read"));
    assertThat(answer.statusCode()).isEqualTo(201);
    JsonObject made = json(answer);
    String token = made.getString("token");
    assertThat(token).matches("dering_[A-Za-z0-9_-]{43}");
    assertThat(made.getJsonArray("scopes")).containsExactly("calls:read");

    assertThat(business.get("/v1/calls", token).statusCode()).isEqualTo(200);
    assertProblem(business.get("/v1/api_tokens", token), 403, "forbidden");

    var list = business.get("/v1/api_tokens", admin);
    assertThat(list.body()).doesNotContain(token);
    JsonObject entry = json(list).getJsonArray("data").getJsonObject(0);
    assertThat(entry.fieldNames())
        .containsExactlyInAnyOrder(
            "object", "id", "name", "scopes", "created_at", "expires_at", "last_used_on");
    assertThat(entry.getString("id")).isEqualTo(made.getString("id"));
    assertThat(json(business.get("/v1/api_tokens", Business.OTHER_TOKEN)).getJsonArray("data"))
        .isEmpty();
  }

  /// Neither the store nor the log of the process ever holds the token.
  @Test
  void noFileOfTheGatewayHoldsTheToken() throws Exception {
    String token =
        json(create(Business.TOKEN, wish("calls:read"), "Idempotency-Key", "one"))
            .getString("token");
    business.get("/v1/calls", token);
    business.close();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(bytes.contains(token)).as(file.toString()).isFalse();
      }
    }
    open();
    assertThat(business.get("/v1/calls", token).statusCode()).isEqualTo(200);
  }

  @Test
  void aRevokedTokenOpensNothingFromThenOn() {
    JsonObject made = business.mint(Business.TOKEN, "calls:read");
    String token = made.getString("token");
    assertThat(business.get("/v1/calls", token).statusCode()).isEqualTo(200);
    String path = "/v1/api_tokens/" + made.getString("id");
    assertProblem(business.send("DELETE", path, Business.OTHER_TOKEN, null), 404, "not_found");
    assertThat(business.get("/v1/calls", token).statusCode()).isEqualTo(200);

    assertThat(business.send("DELETE", path, Business.TOKEN, null).statusCode()).isEqualTo(204);

    assertProblem(business.get("/v1/calls", token), 401, "unauthorized");
    assertThat(business.send("DELETE", path, Business.TOKEN, null).statusCode()).isEqualTo(204);
    assertProblem(
        business.send("DELETE", "/v1/api_tokens/tok_" + "a".repeat(20), Business.TOKEN, null),
        404,
        "not_found");
  }

  @Test
  void aBackendGivesNoScopeThatItLacks() {
    String maker = business.mint(Business.TOKEN, "tokens:write", "calls:read").getString("token");
    assertThat(create(maker, wish("calls:read")).statusCode()).isEqualTo(201);
    assertField(
        assertProblem(create(maker, wish("calls:read", "rooms:read")), 403, "forbidden"), "scopes");
    assertThat(json(business.get("/v1/api_tokens", Business.TOKEN)).getJsonArray("data"))
        .hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'name':'CRM'}|invalid_parameter|scopes",
        "{'scopes':['calls:read']}|invalid_parameter|name",
        "{'name':'','scopes':['calls:read']}|invalid_parameter|name",
        "{'name':'   ','scopes':['calls:read']}|invalid_parameter|name",
        "{'name':7,'scopes':['calls:read']}|invalid_parameter|name",
        "{'name':'CRM','scopes':[]}|invalid_parameter|scopes",
        "{'name':'CRM','scopes':['calls:sing']}|invalid_parameter|scopes",
        "{'name':'CRM','scopes':'calls:read'}|invalid_parameter|scopes",
        "{'name':'CRM','scopes':['calls:read'],'expires_at':'soon'}|invalid_parameter|expires_at",
        "{'name':'CRM','scopes':['calls:read'],'expires_at':'2020-01-01T00:00:00Z'}"
            + "|invalid_parameter|expires_at",
        "{'name':'CRM','scopes':['calls:read'],'expires_at':5}|invalid_parameter|expires_at",
        "{'name':'CRM','scopes':['calls:read'],'admin':true}|unknown_parameter|admin",
      })
  void whatIsWrongIsNamedAndNothingIsMade(String body, String code, String field) {
    var json = new JsonObject(body.replace('\'', '"'));
    assertField(assertProblem(create(Business.TOKEN, json), 400, code), field);
    assertThat(json(business.get("/v1/api_tokens", Business.TOKEN)).getJsonArray("data")).isEmpty();
  }

  @Test
  void bodiesThatAreNoJsonObjectAreRefused() {
    var headers = new String[] {"Content-Type", "text/plain"};
    assertProblem(
        business.send("POST", "/v1/api_tokens", Business.TOKEN, null, headers),
        415,
        "unsupported_media_type");
    headers[1] = "application/json";
    assertProblem(
        business.send("POST", "/v1/api_tokens", Business.TOKEN, null, headers), 400, "malformed");
  }

  @Test
  void theSameKeyMakesOneTokenAndAnswersItAgainAfterARestart() throws Exception {
    var first = create(Business.TOKEN, wish("calls:read"), "Idempotency-Key", "order-1");
    var again = create(Business.TOKEN, wish("calls:read"), "Idempotency-Key", "order-1");
    assertThat(first.headers().firstValue("idempotent-replayed")).isEmpty();
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue("idempotent-replayed")).hasValue("true");

    business.close();
    open();

    var later = create(Business.TOKEN, wish("calls:read"), "Idempotency-Key", "order-1");
    assertThat(later.body()).isEqualTo(first.body());
    assertThat(json(business.get("/v1/api_tokens", Business.TOKEN)).getJsonArray("data"))
        .hasSize(1);
    assertProblem(
        create(Business.TOKEN, wish("rooms:read"), "Idempotency-Key", "order-1"),
        422,
        "idempotency_key_reused");
    assertThat(
            create(
                    business.session("eka", Role.ADMIN),
                    wish("rooms:read"),
                    "Idempotency-Key",
                    "order-1")
                .statusCode())
        .as("another caller's key")
        .isEqualTo(201);
    assertField(
        assertProblem(
            create(Business.TOKEN, wish("rooms:read"), "Idempotency-Key", "k".repeat(256)),
            400,
            "invalid_parameter"),
        "Idempotency-Key");
  }

  /// A refused request leaves its key free for the corrected one.
  @Test
  void whatWasRefusedMayBeCorrectedUnderItsKey() {
    var past = wish("calls:read").put("expires_at", "2020-01-01T00:00:00Z");
    assertProblem(
        create(Business.TOKEN, past, "Idempotency-Key", "order-2"), 400, "invalid_parameter");
    assertThat(
            create(Business.TOKEN, wish("calls:read"), "Idempotency-Key", "order-2").statusCode())
        .isEqualTo(201);
  }

  @Test
  void aBackendSignsItsAgentsIn() {
    String backend = business.mint(Business.TOKEN, "agents:sign-in").getString("token");
    var body = new JsonObject().put("agent", "ayu").put("life_s", 600);
    var answer = business.post("/v1/agent_tokens", backend, body);
    assertThat(answer.statusCode()).isEqualTo(201);
    JsonObject made = json(answer);
    assertThat(made.getString("role")).isEqualTo("agent");
    String token = made.getString("token");
    assertThat(business.get("/v1/calls", token).statusCode()).isEqualTo(200);
    assertProblem(business.get("/v1/calls.csv", token), 403, "forbidden");
    assertField(
        assertProblem(
            business.post("/v1/agent_tokens", backend, new JsonObject().put("agent", "nobody")),
            400,
            "invalid_parameter"),
        "agent");
    for (Object life : List.of(0, 59, 43_201, 1.5, "600")) {
      assertField(
          assertProblem(
              business.post("/v1/agent_tokens", backend, body.copy().put("life_s", life)),
              400,
              "invalid_parameter"),
          "life_s");
    }
  }

  /// RO-1: a token that only signs agents in must not become one that may do everything.
  @Test
  void signingInIsNoWayUp() {
    String backend = business.mint(Business.TOKEN, "agents:sign-in").getString("token");
    var eka = new JsonObject().put("agent", "eka");
    assertField(
        assertProblem(business.post("/v1/agent_tokens", backend, eka), 403, "forbidden"), "agent");
    String both =
        business.mint(Business.TOKEN, "agents:sign-in", "tokens:write").getString("token");
    assertThat(business.post("/v1/agent_tokens", both, eka).statusCode()).isEqualTo(201);
  }
}
