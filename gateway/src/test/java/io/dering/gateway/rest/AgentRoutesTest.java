package io.dering.gateway.rest;

import static io.dering.gateway.web.Problems.assertField;
import static io.dering.gateway.web.Problems.assertProblem;
import static io.dering.gateway.web.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.tokens.SessionTokens;
import io.dering.gateway.web.TestServer;
import io.dering.signaling.activity.AgentRecord;
import io.dering.signaling.agent.Agent;
import io.dering.signaling.agent.Device;
import io.dering.signaling.agent.Page;
import io.dering.signaling.agent.Presence;
import io.dering.signaling.agent.Readiness;
import io.dering.signaling.agent.Role;
import io.dering.signaling.backend.AgentAnswer;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// RM-12, RM-3, RO-1 over HTTP.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentRoutesTest {
  private static final AccountId ACCOUNT = new AccountId("demo");
  private static final String TOKEN = "an-api-token-of-the-test";
  private static final Agent AYU = new Agent(new AgentId("ayu"), "Ayu", Role.AGENT);
  private static final Agent DEWI = new Agent(new AgentId("dewi"), "Dewi", Role.SUPERVISOR);
  private static final Instant NOW = Instant.parse("2026-11-21T09:41:12.004Z");
  private static final Device PHONE = new Device("Chrome", "Android");

  private final Memory memory = new Memory();
  private SessionTokens tokens;
  private Contract contract;
  private TestServer server;

  @BeforeAll
  void open() {
    Vertx vertx = Vertx.vertx();
    tokens = new SessionTokens(vertx, new byte[32]);
    var people = new Staff();
    contract = TestServer.await(Contract.load(vertx));
    server =
        TestServer.open(
            vertx,
            TestApi.of(vertx, ACCOUNT, TOKEN, tokens, people, new AgentRoutes(memory, people)));
  }

  @AfterAll
  void close() {
    server.close();
  }

  @Test
  void everyAgentIsListedAsItIsNow() {
    JsonObject list = json(asBackend("/v1/agents"));
    assertThat(list.getBoolean("has_more")).isFalse();
    JsonArray data = list.getJsonArray("data");
    assertThat(data.getJsonObject(0))
        .isEqualTo(
            new JsonObject(
                """
                {"object": "agent", "id": "ayu", "name": "Ayu", "role": "agent",
                 "presence": "online", "since": "2026-11-21T09:41:12.004Z",
                 "wrap_up_until": null, "reachable": false,
                 "unreachable_since": "2026-11-21T09:41:12.004Z", "call": null, "ringing": 0, "rooms": 2, "disabled": false,
                 "pages": [{"device": {"browser": "Chrome", "platform": "Android"},
                   "reachable": false, "unreachable_since": "2026-11-21T09:41:12.004Z",
                   "leg_up": true, "ready": {"microphone": "good", "speaker": "good",
                     "sound": "refused", "notifications": "open"}}]}
                """));
    assertThat(data.getJsonObject(1).getString("presence")).isEqualTo("offline");
    assertThat(data.getJsonObject(1).getValue("since")).isNull();
  }

  /// The rest of the house reads the access of an operation from the contract.
  @Test
  void theContractSaysWhoMayAsk() {
    JsonObject paths = contract.whole().getJsonObject("paths");
    for (String path : List.of("/v1/agents", "/v1/agents/{id}/history")) {
      JsonObject access = paths.getJsonObject(path).getJsonObject("get").getJsonObject("x-access");
      assertThat(access.getString("scope")).isEqualTo("agents:read");
      assertThat(access.getJsonArray("roles"))
          .isEqualTo(new JsonArray().add("owner").add("admin").add("supervisor"));
    }
  }

  @Test
  void theHistoryIsReadInPages() {
    JsonObject page = json(asBackend("/v1/agents/ayu/history?limit=1&starting_after=agev_42"));
    assertThat(page.getBoolean("has_more")).isTrue();
    assertThat(page.getJsonArray("data").getJsonObject(0))
        .isEqualTo(
            new JsonObject(
                """
                {"object": "agent_event", "id": "agev_41", "at": "2026-11-21T09:41:12.004Z",
                 "kind": "unreachable", "device": {"browser": "Chrome", "platform": "Android"},
                 "after_ms": 8000}
                """));
    assertThat(memory.asked.getLast()).isEqualTo(new AgentReader.Query(ACCOUNT, AYU.id(), 1, 42));
    asBackend("/v1/agents/ayu/history");
    assertThat(memory.asked.getLast())
        .isEqualTo(new AgentReader.Query(ACCOUNT, AYU.id(), 20, Long.MAX_VALUE));
  }

  @Test
  void badInputIsNamed() {
    assertField(
        assertProblem(asBackend("/v1/agents/ayu/history?limit=0"), 400, "invalid_parameter"),
        "limit");
    assertField(
        assertProblem(
            asBackend("/v1/agents/ayu/history?starting_after=call_1"), 400, "invalid_parameter"),
        "starting_after");
    assertProblem(asBackend("/v1/agents/zul/history"), 404, "not_found");
    assertProblem(asBackend("/v1/agents?limit=1"), 400, "unknown_parameter");
  }

  /// RO-1: the live view is for supervisors and above.
  @ParameterizedTest
  @ValueSource(strings = {"/v1/agents", "/v1/agents/ayu/history"})
  void supervisorsMaySeeItAgentsMayNot(String path) {
    assertThat(as(DEWI, path).statusCode()).isEqualTo(200);
    assertProblem(as(AYU, path), 403, "forbidden");
    assertProblem(server.get(path), 401, "unauthorized");
  }

  private HttpResponse<String> asBackend(String path) {
    return server.get(path, "Authorization", "Bearer " + TOKEN);
  }

  private HttpResponse<String> as(Agent agent, String path) {
    var claims = new SessionTokens.Claims(ACCOUNT, agent.id(), agent.role());
    return server.get(
        path, "Authorization", "Bearer " + tokens.issue(claims, Duration.ofMinutes(5)));
  }

  private static final class Memory implements AgentReader {
    final List<Query> asked = new ArrayList<>();

    @Override
    public CompletionStage<List<AgentAnswer.Seen>> now(AccountId account) {
      var ready =
          new Readiness(
              Readiness.Check.GOOD,
              Readiness.Check.GOOD,
              Readiness.Check.REFUSED,
              Readiness.Check.OPEN);
      var page = new Page(PHONE, Optional.of(NOW), true, Optional.of(ready));
      return CompletableFuture.completedFuture(
          List.of(
              seen(AYU, Presence.ONLINE, Optional.of(NOW), List.of(page)),
              seen(DEWI, Presence.OFFLINE, Optional.empty(), List.of())));
    }

    private static AgentAnswer.Seen seen(
        Agent agent, Presence presence, Optional<Instant> since, List<Page> pages) {
      return new AgentAnswer.Seen(
          agent, presence, since, Optional.empty(), since, Optional.empty(), 0, 2, false, pages);
    }

    @Override
    public CompletionStage<History> history(Query query) {
      asked.add(query);
      var entry =
          new AgentRecord(
              NOW, ACCOUNT, AYU.id(), AgentRecord.Kind.UNREACHABLE, PHONE, Duration.ofSeconds(8));
      return CompletableFuture.completedFuture(new History(List.of(new Entry(41, entry)), true));
    }
  }

  private record Staff() implements People {
    @Override
    public Optional<Agent> find(AccountId account, AgentId agent) {
      return of(account).stream().filter(known -> known.id().equals(agent)).findFirst();
    }

    @Override
    public List<Agent> of(AccountId account) {
      return account.equals(ACCOUNT) ? List.of(AYU, DEWI) : List.of();
    }

    @Override
    public Optional<AccountId> demoAccount() {
      return Optional.empty();
    }

    @Override
    public List<Agent> demoAgents() {
      return List.of();
    }
  }
}
