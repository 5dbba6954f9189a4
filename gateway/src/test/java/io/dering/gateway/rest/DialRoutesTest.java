package io.dering.gateway.rest;

import static io.dering.gateway.web.Problems.assertField;
import static io.dering.gateway.web.Problems.assertProblem;
import static io.dering.gateway.web.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.tokens.SessionTokens;
import io.dering.gateway.web.TestServer;
import io.dering.signaling.agent.Agent;
import io.dering.signaling.agent.Role;
import io.dering.signaling.backend.BackendAnswer;
import io.dering.signaling.backend.BackendRequest;
import io.dering.signaling.backend.CallAnswer;
import io.dering.signaling.backend.CallRequest;
import io.dering.signaling.backend.DialRefusal;
import io.dering.signaling.backend.Refused;
import io.dering.signaling.call.Caller;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.id.RoomId;
import io.dering.signaling.room.Actor;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// OUT-1, OUT-2 over HTTP: whom to call, with whom, and why not.
class DialRoutesTest {
  private static final AccountId ACCOUNT = new AccountId("demo");
  private static final String TOKEN = "an-api-token-of-the-test";
  private static final AgentId AYU = new AgentId("ayu");
  private static final AgentId DEWI = new AgentId("dewi");
  private static final ChannelId CHANNEL = new ChannelId("100000000000001");
  private static final String BY_NUMBER =
      "{'channel':'100000000000001','to':'+447700900456','agent':'ayu'}";
  private static final CallAnswer PLACED = new CallAnswer.Placed(new CallId("call_a"), true);

  private final List<BackendRequest> asked = new ArrayList<>();
  private BackendAnswer answer = PLACED;
  private SessionTokens tokens;
  private TestServer server;
  private int keys;

  @BeforeEach
  void open() {
    Vertx vertx = Vertx.vertx();
    tokens = new SessionTokens(vertx, new byte[32]);
    var routes =
        new DialRoutes((_, request) -> {
          asked.add(request);
          return CompletableFuture.completedFuture(answer);
        });
    server = TestServer.open(vertx, TestApi.of(vertx, ACCOUNT, TOKEN, tokens, new Staff(), routes));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aNumberIsCalledWithOrWithoutItsPlus() {
    HttpResponse<String> placed = place(TOKEN, BY_NUMBER);
    assertThat(placed.statusCode()).isEqualTo(201);
    assertThat(json(placed))
        .isEqualTo(
            new JsonObject()
                .put("object", "placed_call")
                .put("call", "call_a")
                .put("warned", true));
    place(TOKEN, BY_NUMBER.replace("+", ""));
    var ada = new Caller(new PhoneNumber("447700900456"), null, null);
    var wanted =
        new CallRequest.PlaceCall(new Actor.Backend(), AYU, new CallRequest.OfNumber(CHANNEL, ada));
    assertThat(asked).containsExactly(wanted, wanted);
  }

  @Test
  void aRoomsCustomerAndAUserOfMetasAreCalled() {
    place(TOKEN, "{'room':'room_a','agent':'ayu'}");
    place(TOKEN, "{'channel':'100000000000001','user_id':'GB.1','agent':'ayu'}");
    assertThat(asked)
        .extracting(request -> ((CallRequest.PlaceCall) request).callee())
        .containsExactly(
            new CallRequest.OfRoom(new RoomId("room_a")),
            new CallRequest.OfNumber(CHANNEL, new Caller(null, "GB.1", null)));
  }

  /// RO-1: an agent calls for nobody else; who is above does.
  @Test
  void anAgentsTokenCallsForThatAgent() {
    String ayu = session(AYU, Role.AGENT);
    place(ayu, "{'room':'room_a'}");
    place(ayu, "{'room':'room_a','agent':'ayu'}");
    assertField(
        assertProblem(place(ayu, "{'room':'room_a','agent':'dewi'}"), 403, "forbidden"), "agent");
    place(session(DEWI, Role.SUPERVISOR), "{'room':'room_a','agent':'ayu'}");
    assertThat(asked)
        .extracting(request -> ((CallRequest.PlaceCall) request).agent())
        .containsExactly(AYU, AYU, AYU);
    assertThat(((CallRequest.PlaceCall) asked.getFirst()).by())
        .isEqualTo(new Actor.Person(AYU, Role.AGENT));
  }

  /// OUT-2: each refusal names its reason, and when the same call is possible.
  @Test
  void whatForbidsTheCallIsNamedWithTheTimeThatHealsIt() {
    Instant next = Instant.parse("2026-11-22T09:30:00Z");
    answer = new CallAnswer.NotPlaced(DialRefusal.DAILY_LIMIT, Optional.of(next));
    JsonObject refused = assertProblem(place(TOKEN, BY_NUMBER), 409, "call_not_placed");
    assertThat(refused.getString("reason")).isEqualTo("daily_limit");
    assertThat(refused.getString("next_allowed_at")).isEqualTo("2026-11-22T09:30:00Z");
    assertThat(refused.getString("detail")).isEqualTo(DialRefusal.DAILY_LIMIT.sentence());
    for (DialRefusal why : DialRefusal.values()) {
      answer = CallAnswer.NotPlaced.because(why);
      refused = assertProblem(place(TOKEN, BY_NUMBER), 409, "call_not_placed");
      assertThat(refused.getString("reason")).isEqualTo(why.wire());
      assertThat(refused.containsKey("next_allowed_at")).isFalse();
    }
    answer = Refused.notFound("There is no such room.");
    assertProblem(place(TOKEN, "{'room':'room_b','agent':'ayu'}"), 404, "not_found");
  }

  /// Whoever does not know whether a request arrived would ring a customer twice.
  @Test
  void withoutAKeyNobodyIsCalledAndWithOneOnce() {
    assertField(
        assertProblem(send(TOKEN, BY_NUMBER, null), 400, "invalid_parameter"), "Idempotency-Key");
    assertThat(asked).isEmpty();
    HttpResponse<String> first = send(TOKEN, BY_NUMBER, "one");
    HttpResponse<String> again = send(TOKEN, BY_NUMBER, "one");
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
    assertProblem(
        send(TOKEN, "{'room':'room_a','agent':'ayu'}", "one"), 422, "idempotency_key_reused");
    assertThat(asked).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|invalid_parameter|room",
        "{'agent':'ayu'}|invalid_parameter|room",
        "{'room':'room_a'}|invalid_parameter|agent",
        "{'room':'a','agent':'ayu'}|invalid_parameter|room",
        "{'room':'room_a','channel':'1','agent':'ayu'}|invalid_parameter|channel",
        "{'room':'room_a','to':'447700900456','agent':'ayu'}|invalid_parameter|to",
        "{'to':'447700900456','agent':'ayu'}|invalid_parameter|channel",
        "{'channel':'1','to':'447700900456','user_id':'GB.1','agent':'ayu'}|invalid_parameter|user_id",
        "{'channel':'1','agent':'ayu'}|invalid_parameter|room",
        "{'channel':'front','to':'447700900456','agent':'ayu'}|invalid_parameter|channel",
        "{'channel':'1','to':'0812345678','agent':'ayu'}|invalid_parameter|to",
        "{'channel':'1','to':'12','agent':'ayu'}|invalid_parameter|to",
        "{'channel':'1','to':'1234567890123456','agent':'ayu'}|invalid_parameter|to",
        "{'channel':'1','to':'+44 7700 900456','agent':'ayu'}|invalid_parameter|to",
        "{'channel':'1','to':447700900456,'agent':'ayu'}|invalid_parameter|to",
        "{'channel':'1','user_id':'','agent':'ayu'}|invalid_parameter|user_id",
        "{'room':'room_a','agent':''}|invalid_parameter|agent",
        "{'room':'room_a','agent':'ayu','price':1}|unknown_parameter|price",
      })
  void whatIsWrongIsNamedAndNobodyIsCalled(String body, String code, String field) {
    assertField(assertProblem(place(TOKEN, body), 400, code), field);
    assertThat(asked).isEmpty();
  }

  private String session(AgentId agent, Role role) {
    return tokens.issue(new SessionTokens.Claims(ACCOUNT, agent, role), Duration.ofMinutes(5));
  }

  private HttpResponse<String> place(String token, String body) {
    return send(token, body, "key-" + ++keys);
  }

  private HttpResponse<String> send(String token, String body, @Nullable String key) {
    HttpRequest.Builder request =
        server
            .to("/v1/calls")
            .headers("Authorization", "Bearer " + token, "Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')));
    return server.send(key == null ? request : request.header("Idempotency-Key", key));
  }

  private static final class Staff implements People {
    private static final List<Agent> ALL =
        List.of(new Agent(AYU, "Ayu", Role.AGENT), new Agent(DEWI, "Dewi", Role.SUPERVISOR));

    @Override
    public Optional<Agent> find(AccountId account, AgentId agent) {
      return ALL.stream().filter(one -> one.id().equals(agent)).findFirst();
    }

    @Override
    public List<Agent> of(AccountId account) {
      return ALL;
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
