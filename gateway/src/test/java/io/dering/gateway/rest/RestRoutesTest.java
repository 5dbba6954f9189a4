package io.dering.gateway.rest;

import static io.dering.gateway.web.Problems.assertField;
import static io.dering.gateway.web.Problems.assertProblem;
import static io.dering.gateway.web.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.tokens.Scope;
import io.dering.gateway.tokens.SessionTokens;
import io.dering.gateway.web.TestServer;
import io.dering.media.doctor.Cause;
import io.dering.signaling.agent.Agent;
import io.dering.signaling.agent.Role;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.transport.http.SecretDigest;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// One server for all: reading the contract takes longer than the tests.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestRoutesTest {
  private static final String API_TOKEN = "dev-api-token";
  private static final List<Agent> AGENTS =
      List.of(
          new Agent(new AgentId("ayu"), "Ayu", Role.AGENT),
          new Agent(new AgentId("dewi"), "Dewi", Role.SUPERVISOR));

  private final MemoryCalls calls = new MemoryCalls();
  private Vertx vertx;
  private SessionTokens tokens;
  private TestServer server;
  private TestServer production;

  @BeforeAll
  void open() {
    vertx = Vertx.vertx();
    tokens = new SessionTokens(vertx, new byte[32]);
    server = TestServer.open(vertx, edge(vertx, true));
    Vertx other = Vertx.vertx();
    production = TestServer.open(other, edge(other, false));
  }

  @BeforeEach
  void forget() {
    calls.calls.clear();
    calls.queries.clear();
    calls.told.clear();
    calls.broken = false;
  }

  @AfterAll
  void close() {
    server.close();
    production.close();
  }

  private RestRoutes edge(Vertx vertx, boolean dev) {
    var people = new DemoPeople(dev);
    var book = new MemoryTokens();
    var configured =
        new ApiToken(
            MemoryCalls.ACCOUNT, "crm", SecretDigest.of(API_TOKEN), EnumSet.allOf(Scope.class));
    var credentials = new Credentials(List.of(configured), book, tokens, people);
    InstantSource clock = InstantSource.fixed(MemoryCalls.BEGAN);
    return TestApi.of(
        vertx,
        credentials,
        new CallRoutes(calls, people),
        new SessionRoutes(people, dev, dev),
        new TokenRoutes(book, clock),
        new AgentTokenRoutes(tokens, people, clock));
  }

  private record DemoPeople(boolean dev) implements People {
    @Override
    public Optional<Agent> find(AccountId account, AgentId agent) {
      return AGENTS.stream()
          .filter(known -> account.equals(MemoryCalls.ACCOUNT) && known.id().equals(agent))
          .findFirst();
    }

    @Override
    public List<Agent> of(AccountId account) {
      return account.equals(MemoryCalls.ACCOUNT) ? AGENTS : List.of();
    }

    @Override
    public Optional<AccountId> demoAccount() {
      return dev ? Optional.of(MemoryCalls.ACCOUNT) : Optional.empty();
    }

    @Override
    public List<Agent> demoAgents() {
      return dev ? AGENTS : List.of();
    }
  }

  private HttpResponse<String> asBackend(String path) {
    return production.get(path, "Authorization", "Bearer " + API_TOKEN);
  }

  private HttpResponse<String> asAgent(String path, String agent, Role role) {
    var claims = new SessionTokens.Claims(MemoryCalls.ACCOUNT, new AgentId(agent), role);
    return production.get(
        path, "Authorization", "Bearer " + tokens.issue(claims, Duration.ofMinutes(5)));
  }

  private static List<String> ids(HttpResponse<String> page) {
    JsonArray data = json(page).getJsonArray("data");
    return data.stream().map(call -> ((JsonObject) call).getString("id")).toList();
  }

  /// REP-1: both lines of a call, point by point; what is not known is null.
  @Test
  void theQualityOfACallIsAPointForEachMoment() {
    calls.add("call_a", "ayu");
    JsonObject quality = json(asBackend("/v1/calls/call_a/quality"));
    assertThat(quality)
        .isEqualTo(
            new JsonObject(
                """
                {"object":"call_quality","call":"call_a","quality":"good","every_ms":5000,
                 "verdict":[
                  {"code":"loss","side":"customer","from_ms":0,"length_ms":10000,"value":7.6,
                   "sentence":"customer's side lost 8 % for 10 s"},
                  {"code":"concealed","side":"agent","from_ms":0,"length_ms":10000,"value":12.4,
                   "sentence":"agent's browser made up 12 % of what it played for 10 s"}],
                 "customer":{"mos":3.6,"talk_ms":0,"silence_ms":10000},
                 "agent":{"mos":4.2,"talk_ms":4500,"silence_ms":5500},
                 "points":[
                 {"at_ms":5000,
                  "customer":{"loss_percent":7.2,"loss_in_percent":2.4,"loss_out_percent":12.0,
                   "jitter_ms":4,"round_trip_ms":80,"mos":3.2,"level_db":-127,"talk_ms":0,
                   "silence_ms":5000,"concealed_percent":null,"buffer_ms":null,"microphone":null},
                  "agent":{"loss_percent":0.0,"loss_in_percent":0.0,"loss_out_percent":0.0,
                   "jitter_ms":2,"round_trip_ms":null,"mos":4.2,"level_db":-34,"talk_ms":2250,
                   "silence_ms":2750,"concealed_percent":12.4,"buffer_ms":45,
                   "microphone":"live"}},
                 {"at_ms":10000,
                  "customer":{"loss_percent":8.0,"loss_in_percent":8.0,"loss_out_percent":8.0,
                   "jitter_ms":3,"round_trip_ms":75,"mos":3.5,"level_db":-127,"talk_ms":0,
                   "silence_ms":5000,"concealed_percent":null,"buffer_ms":null,"microphone":null},
                  "agent":{"loss_percent":null,"loss_in_percent":null,"loss_out_percent":null,
                   "jitter_ms":null,"round_trip_ms":null,"mos":null,"level_db":-34,
                   "talk_ms":2250,"silence_ms":2750,"concealed_percent":12.4,"buffer_ms":45,
                   "microphone":"live"}},
                 {"at_ms":15000,
                  "customer":{"loss_percent":0.0,"loss_in_percent":0.0,"loss_out_percent":0.0,
                   "jitter_ms":3,"round_trip_ms":75,"mos":4.2,"level_db":null,"talk_ms":null,
                   "silence_ms":null,"concealed_percent":null,"buffer_ms":null,
                   "microphone":null},
                  "agent":null}]}
                """));
    assertProblem(asBackend("/v1/calls/call_b/quality"), 404, "not_found");
    assertProblem(asAgent("/v1/calls/call_a/quality", "dewi", Role.AGENT), 404, "not_found");
  }

  /// A call that failed or was silent has its cause and the mend beside it.
  @Test
  void theCauseOfACallIsSaidWithWhatMendsIt() {
    calls.add("call_a", "ayu");
    assertThat(json(asBackend("/v1/calls/call_a")).containsKey("diagnosis")).isTrue();
    assertThat(json(asBackend("/v1/calls/call_a")).getValue("diagnosis")).isNull();
    calls.cause = Cause.DTLS_ROLE;
    assertThat(json(asBackend("/v1/calls/call_a")).getJsonObject("diagnosis"))
        .isEqualTo(
            new JsonObject()
                .put("cause", "dtls_role")
                .put("sentence", Cause.DTLS_ROLE.sentence())
                .put("mend", Cause.DTLS_ROLE.mend()));
  }

  /// REP-1, REP-2: a call is one row with its status and its exact reason.
  @Test
  void aCallIsShownWithStatusReasonAndUtcTimes() {
    calls.add("call_a", "ayu");
    JsonObject call = json(asBackend("/v1/calls")).getJsonArray("data").getJsonObject(0);
    assertThat(call)
        .isEqualTo(
            new JsonObject(
                """
                {"object":"call","id":"call_a","channel":"100000000000001",
                 "direction":"inbound","state":"ended",
                 "customer":{"name":"Ada Fictional","number":"447700900456","user_id":null},
                 "button_payload":null,"link_payload":null,
                 "agent":{"id":"ayu","name":"Ayu"},
                 "started_at":"2026-11-21T09:30:00.120Z","connected_at":"2026-11-21T09:30:07.120Z",
                 "ended_at":"2026-11-21T09:31:00.120Z","status":"answered",
                 "reason":"customer_hung_up","ended_by":"customer","ring_ms":7100,
                 "talk_ms":52900,"charge_minor":0,"quality":"good","meta_error_code":null,
                 "meta_error_subcode":null}
                """));
  }

  @Test
  void metasErrorIsShownWithItsSubcode() {
    calls.add("call_a", null);
    JsonObject call = json(asBackend("/v1/calls/call_a"));
    assertThat(call.getInteger("meta_error_code")).isEqualTo(100);
    assertThat(call.getInteger("meta_error_subcode")).isEqualTo(2_494_010);
  }

  @Test
  void aCallThatStillRingsHasNoEnd() {
    calls.addRinging("call_r");
    JsonObject call = json(asBackend("/v1/calls/call_r"));
    assertThat(call.getString("state")).isEqualTo("ringing");
    assertThat(call.getValue("ended_at")).isNull();
    assertThat(call.getValue("status")).isNull();
    assertThat(call.getJsonObject("customer").getString("user_id"))
        .isEqualTo("GB.20000000000000000456");
    assertThat(call.getJsonArray("events")).hasSize(2);
    assertThat(call.getJsonArray("events").getJsonObject(0).getString("kind"))
        .isEqualTo("offered_to_agent");
  }

  @Test
  void aCallExplainsWhomItRangAndWhyItEnded() {
    calls.add("call_a", null);
    calls.rangAyu(new CallId("call_a"));
    JsonObject told = json(asBackend("/v1/calls/call_a/explain"));
    assertThat(told.getString("object")).isEqualTo("call_explanation");
    assertThat(told.getJsonArray("routed").encode())
        .isEqualTo(
            "[{\"at\":\"2026-11-21T09:30:00.120Z\",\"way\":\"ring_all\",\"ring_group\":\"group_front\"}]");
    assertThat(found(told))
        .containsExactly("Ayu leg_unreachable 41000", "Ayu rang 30000", "Dewi not_in_group null");
    JsonObject end = told.getJsonObject("end");
    assertThat(end.getString("reason")).isEqualTo("timed_out");
    assertThat(end.getString("ended_by")).isEqualTo("gateway");
    assertThat(end.getInteger("meta_error_code")).isEqualTo(100);
    assertThat(json(asAgent("/v1/calls/call_a/explain", "dewi", Role.SUPERVISOR))).isEqualTo(told);
    assertProblem(asAgent("/v1/calls/call_a/explain", "ayu", Role.AGENT), 404, "not_found");
    assertProblem(asBackend("/v1/calls/call_b/explain"), 404, "not_found");
    assertField(
        assertProblem(asBackend("/v1/calls/wacid.a/explain"), 400, "invalid_parameter"), "id");
  }

  private static List<String> found(JsonObject explanation) {
    List<String> found = new ArrayList<>();
    for (Object seen : explanation.getJsonArray("agents")) {
      JsonObject agent = (JsonObject) seen;
      for (Object finding : agent.getJsonArray("findings")) {
        JsonObject one = (JsonObject) finding;
        found.add(
            agent.getJsonObject("agent").getString("name")
                + " "
                + one.getString("found")
                + " "
                + one.getValue("for_ms"));
      }
    }
    return found;
  }

  @Test
  void pagesFollowEachOtherByCursorNewestFirst() {
    for (int i = 0; i < 5; i++) {
      calls.add("call_" + i, null);
    }
    var first = asBackend("/v1/calls?limit=2");
    assertThat(ids(first)).containsExactly("call_4", "call_3");
    assertThat(json(first).getBoolean("has_more")).isTrue();
    var second = asBackend("/v1/calls?limit=2&starting_after=call_3");
    assertThat(ids(second)).containsExactly("call_2", "call_1");
    var last = asBackend("/v1/calls?limit=2&starting_after=call_1");
    assertThat(ids(last)).containsExactly("call_0");
    assertThat(json(last).getBoolean("has_more")).isFalse();
    assertThat(json(last).getString("object")).isEqualTo("list");
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0, limit",
    "limit=101, limit",
    "limit=ten, limit",
    "limit=2.5, limit",
    "limit=, limit",
    "limit=5&limit=6, limit",
    "limit=5&limit=5, limit",
    "starting_after=wacid.abc, starting_after",
    "starting_after=call_unknown, starting_after",
  })
  void wrongParametersAreNamed(String query, String field) {
    assertField(assertProblem(asBackend("/v1/calls?" + query), 400, "invalid_parameter"), field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/calls?page=2", "/v1/calls/call_a?expand=all", "/v1/session?x"})
  void parametersThatDoNotExistAreRefused(String path) {
    assertField(
        assertProblem(asBackend(path), 400, "unknown_parameter"),
        path.replaceAll(".*\\?([a-z]+).*", "$1"));
    assertThat(calls.queries).isEmpty();
  }

  @Test
  void withoutCredentialsNothingIsRead() {
    calls.add("call_a", "ayu");
    for (String path : List.of("/v1/calls", "/v1/calls/call_a", "/v1/calls/call_a/explain")) {
      assertProblem(production.get(path), 401, "unauthorized");
      assertProblem(production.get(path, "Authorization", "Bearer wrong"), 401, "unauthorized");
      assertProblem(
          production.get(path, "Authorization", "Basic " + API_TOKEN), 401, "unauthorized");
      assertProblem(
          production.get(path, "Authorization", "Bearer " + API_TOKEN, "Authorization", "Bearer x"),
          401,
          "unauthorized");
    }
    assertThat(production.get("/v1/calls").headers().firstValue("www-authenticate"))
        .hasValue("Bearer");
    assertThat(calls.queries).isEmpty();
  }

  /// RO-1: agents see own calls, supervisors those of the account.
  @Test
  void anAgentSeesOwnCallsAndASupervisorAll() {
    calls.add("call_a", "ayu");
    calls.add("call_b", "budi");
    calls.add("call_n", null);
    assertThat(ids(asAgent("/v1/calls", "ayu", Role.AGENT))).containsExactly("call_a");
    assertThat(ids(asAgent("/v1/calls", "dewi", Role.SUPERVISOR)))
        .containsExactly("call_n", "call_b", "call_a");
    assertThat(asAgent("/v1/calls/call_a", "ayu", Role.AGENT).statusCode()).isEqualTo(200);
    assertProblem(asAgent("/v1/calls/call_b", "ayu", Role.AGENT), 404, "not_found");
    assertProblem(asAgent("/v1/calls/call_n", "ayu", Role.AGENT), 404, "not_found");
    assertThat(asAgent("/v1/calls/call_b", "dewi", Role.SUPERVISOR).statusCode()).isEqualTo(200);
    assertProblem(asAgent("/v1/calls", "gone", Role.ADMIN), 401, "unauthorized");
  }

  /// RO-1: what rang for an agent is that agent's own, and nobody else's.
  @Test
  void anAgentAsksWhatRangForThatAgentAlone() {
    assertThat(asAgent("/v1/calls?rang=ayu", "ayu", Role.AGENT).statusCode()).isEqualTo(200);
    assertThat(calls.queries.getLast().filter().rang()).isEqualTo(new AgentId("ayu"));
    assertThat(calls.queries.getLast().filter().agent()).isNull();
    assertProblem(asAgent("/v1/calls?rang=budi", "ayu", Role.AGENT), 403, "forbidden");
    assertProblem(
        asAgent("/v1/calls?rang=ayu&status=answered", "ayu", Role.AGENT), 403, "forbidden");
    assertThat(asAgent("/v1/calls?rang=budi", "dewi", Role.SUPERVISOR).statusCode()).isEqualTo(200);
  }

  @Test
  void unknownAndMalformedIdsAreToldApart() {
    assertProblem(asBackend("/v1/calls/call_unknown"), 404, "not_found");
    assertField(
        assertProblem(asBackend("/v1/calls/..%2f..%2fetc"), 400, "invalid_parameter"), "id");
    assertField(
        assertProblem(asBackend("/v1/calls/" + "x".repeat(300)), 400, "invalid_parameter"), "id");
  }

  @Test
  void underDevThePageOfThisMachineNeedsNoToken() throws Exception {
    calls.add("call_a", "ayu");
    assertThat(ids(server.get("/v1/calls"))).containsExactly("call_a");
    assertThat(server.get("/v1/calls", "Sec-Fetch-Site", "same-origin").statusCode())
        .isEqualTo(200);
    assertProblem(server.get("/v1/calls", "Sec-Fetch-Site", "cross-site"), 401, "unauthorized");
    assertProblem(server.get("/v1/calls", "Sec-Fetch-Site", "same-site"), 401, "unauthorized");
    assertProblem(server.get("/v1/calls", "Origin", "http://evil.example"), 401, "unauthorized");
    assertThat(
            server.raw(
                """
                GET /v1/calls HTTP/1.1
                Host: rebound.evil.example
                Connection: close

                """
                    .replace("\n", "\r\n")))
        .startsWith("HTTP/1.1 401 ");
  }

  @Test
  void theSessionNamesAgentsUnderDevOnly() {
    assertThat(json(server.get("/v1/session")))
        .isEqualTo(
            new JsonObject(
                """
                {"mode":"dev","agents":[{"id":"ayu","name":"Ayu"},{"id":"dewi","name":"Dewi"}],
                 "sandbox":true}
                """));
    assertThat(json(production.get("/v1/session")))
        .isEqualTo(new JsonObject("{\"mode\":\"serve\",\"agents\":[],\"sandbox\":false}"));
  }

  @Test
  void aLogThatCannotBeReadIsUnavailable() {
    calls.broken = true;
    assertProblem(asBackend("/v1/calls"), 503, "unavailable");
    assertProblem(asBackend("/v1/calls/call_a"), 503, "unavailable");
  }

  @Test
  void otherMethodsAreRefused() {
    var answer =
        production.send(
            production.to("/v1/calls").header("Authorization", "Bearer " + API_TOKEN).DELETE());
    assertProblem(answer, 405, "method_not_allowed");
    assertThat(answer.headers().firstValue("allow"))
        .hasValueSatisfying(allow -> assertThat(allow).isEqualTo("GET, POST"));
  }

  @Test
  void theContractIsServedWhole() {
    var answer = production.get("/openapi.json");
    assertThat(answer.statusCode()).isEqualTo(200);
    JsonObject contract = json(answer);
    assertThat(contract.getString("openapi")).startsWith("3.1");
    assertThat(contract.getJsonArray("servers")).isNotNull();
    JsonObject paths = contract.getJsonObject("paths");
    assertThat(paths.fieldNames()).contains("/v1/calls", "/v1/calls/{id}", "/v1/session");
    for (String path : paths.fieldNames()) {
      for (String method : paths.getJsonObject(path).fieldNames()) {
        JsonObject operation = paths.getJsonObject(path).getJsonObject(method);
        assertThat(operation.containsKey("x-access")).as(path).isTrue();
        assertThat(operation.getJsonObject("responses").fieldNames())
            .as(path)
            .anyMatch(status -> status.startsWith("2") || status.equals("101"))
            .contains("400", "429");
      }
    }
  }

  @Test
  void theAnswersHaveExactlyTheFieldsOfTheContract() {
    calls.add("call_a", "ayu");
    JsonObject schemas =
        json(production.get("/openapi.json")).getJsonObject("components").getJsonObject("schemas");
    JsonObject page = json(asBackend("/v1/calls"));
    assertThat(page.fieldNames()).isEqualTo(properties(schemas, "CallPage"));
    JsonObject call = page.getJsonArray("data").getJsonObject(0);
    assertThat(call.fieldNames()).isEqualTo(properties(schemas, "Call"));
    assertThat(call.getJsonObject("customer").fieldNames())
        .isEqualTo(properties(schemas, "Customer"));
    JsonObject event = json(asBackend("/v1/calls/call_a")).getJsonArray("events").getJsonObject(0);
    assertThat(event.fieldNames()).isEqualTo(properties(schemas, "CallEvent"));
    assertThat(json(production.get("/v1/session")).fieldNames())
        .isEqualTo(properties(schemas, "Session"));
  }

  private static Set<String> properties(JsonObject schemas, String name) {
    return schemas.getJsonObject(name).getJsonObject("properties").fieldNames();
  }
}
