package io.dering.gateway.graph;

import static io.dering.gateway.graph.FaultyMeta.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.graph.FaultyMeta.Fault;
import io.dering.gateway.web.Fixtures;
import io.dering.gateway.web.TestServer;
import io.dering.signaling.call.Caller;
import io.dering.signaling.call.GraphAction;
import io.dering.signaling.call.SessionDescription;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.MetaCallId;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphClientTest {
  private static final CallId CALL = new CallId("call_a");
  private static final ChannelId CHANNEL = new ChannelId("100000000000001");
  private static final String GARBAGE = "<html>502</html>";
  private static final String RATE_LIMIT = error(80007);

  private final FaultyMeta meta = new FaultyMeta();
  private final BlockingQueue<Fact.FromGraph> facts = new LinkedBlockingQueue<>();
  private final List<GraphOutcome> attempts = new CopyOnWriteArrayList<>();
  private final AtomicLong stoodStillNanos = new AtomicLong();
  private Vertx vertx;
  private GraphClient client;

  @BeforeEach
  void open() {
    vertx = Vertx.vertx();
    client = client(meta.url());
  }

  @AfterEach
  void close() {
    TestServer.await(vertx.close());
    meta.close();
  }

  private GraphClient client(String url) {
    var settings =
        new GraphSettings(
            URI.create(url),
            "dev-access-token",
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            Duration.ofSeconds(20),
            Duration.ofMillis(5));
    return new GraphClient(
        vertx,
        settings,
        facts::add,
        new GraphClient.Sources(
            (_, outcome, _) -> attempts.add(outcome),
            () -> System.nanoTime() + stoodStillNanos.get(),
            new SplittableRandom(1)));
  }

  private static String error(int code) {
    return "{\"error\":{\"message\":\"m\",\"type\":\"OAuthException\",\"code\":"
        + code
        + ",\"fbtrace_id\":\"A\"}}";
  }

  private static Command.ForGraph command(GraphAction action, CallId call) {
    JsonObject fixture = Fixtures.json("request-call-accept");
    var metaCall = new MetaCallId(fixture.getString("call_id"));
    var sdp = new SessionDescription(fixture.getJsonObject("session").getString("sdp"));
    return switch (action) {
      case PRE_ACCEPT -> new Command.PreAccept(call, metaCall, CHANNEL, sdp);
      case ACCEPT -> new Command.Accept(call, metaCall, CHANNEL, sdp, "call:3b91");
      case REJECT -> new Command.Reject(call, metaCall, CHANNEL);
      case TERMINATE -> new Command.Terminate(call, metaCall, CHANNEL);
      case CONNECT -> {
        JsonObject connect = Fixtures.json("request-call-connect");
        yield new Command.Connect(
            call,
            CHANNEL,
            new Caller(new PhoneNumber(connect.getString("to")), null, null),
            new SessionDescription(connect.getJsonObject("session").getString("sdp")),
            connect.getString("biz_opaque_callback_data"));
      }
    };
  }

  private Fact.FromGraph nextFact() {
    try {
      Fact.FromGraph fact = facts.poll(60, TimeUnit.SECONDS);
      assertThat(fact).as("a fact within a minute").isNotNull();
      return fact;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private Fact.FromGraph run(GraphAction action, Fault... script) {
    meta.faults.addAll(List.of(script));
    client.execute(command(action, CALL));
    return nextFact();
  }

  @ParameterizedTest
  @MethodSource("actions")
  void eachRequestEqualsItsFixtureAndCarriesTheToken(GraphAction action) {
    assertThat(run(action))
        .isEqualTo(
            action == GraphAction.CONNECT
                ? new Fact.CallPlaced(CALL, new MetaCallId("wacid.placed"))
                : new Fact.GraphSucceeded(CALL, action));
    var seen = meta.seen.getFirst();
    assertThat(seen.path()).isEqualTo("POST /v26.0/100000000000001/calls");
    assertThat(seen.authorization()).isEqualTo("Bearer dev-access-token");
    assertThat(seen.type()).isEqualTo("application/json");
    String fixture = "request-call-" + action.wire().replace('_', '-');
    assertThat(seen.body()).isEqualTo(Fixtures.json(fixture));
    assertThat(attempts).containsExactly(GraphOutcome.SUCCEEDED);
  }

  static List<GraphAction> actions() {
    return List.of(GraphAction.values());
  }

  /// One row: what Meta does, in order, to which action; what we say became of it; how often we
  /// asked.
  record Row(String name, GraphAction action, List<Fault> script, Class<?> fact, int requests) {
    @Override
    public String toString() {
      return action.wire() + ": " + name;
    }
  }

  static List<Row> table() {
    var rows = new ArrayList<Row>();
    Fault reset = new Fault.Reset();
    Fault silence = new Fault.Silence();
    Fault half = new Fault.HalfAnswer();
    Class<?> no = Fact.GraphRefused.class;
    Class<?> unknown = Fact.GraphUnknown.class;
    for (GraphAction action : GraphAction.values()) {
      boolean connect = action == GraphAction.CONNECT;
      Class<?> yes = connect ? Fact.CallPlaced.class : Fact.GraphSucceeded.class;
      rows.add(new Row("token dead", action, List.of(answer(401, error(190))), no, 1));
      rows.add(new Row("bad SDP", action, List.of(answer(400, error(100))), no, 1));
      rows.add(new Row("no longer there", action, List.of(answer(500, error(138007))), no, 1));
      // Whoever dials hears at once that Meta takes no more calls now.
      Class<?> later = connect ? no : yes;
      int tries = connect ? 1 : 2;
      rows.add(new Row("429 once", action, List.of(answer(429, RATE_LIMIT)), later, tries));
      rows.add(new Row("rate limit as 400", action, List.of(answer(400, error(4))), later, tries));
      rows.add(
          new Row(
              "429 without words",
              action,
              List.of(answer(429, "")),
              connect ? unknown : yes,
              tries));
      boolean again = action != GraphAction.ACCEPT && !connect;
      Class<?> then = again ? yes : unknown;
      int asked = again ? 2 : 1;
      rows.add(
          new Row("500 with effect", action, List.of(answer(500, error(131000))), then, asked));
      rows.add(new Row("503 page", action, List.of(answer(503, GARBAGE)), then, asked));
      rows.add(new Row("200 with garbage", action, List.of(answer(200, GARBAGE)), then, asked));
      rows.add(new Row("200 without success", action, List.of(answer(200, "{}")), then, asked));
      rows.add(new Row("reset", action, List.of(reset), then, asked));
      rows.add(new Row("silence", action, List.of(silence), then, asked));
      rows.add(new Row("half an answer", action, List.of(half), then, asked));
      rows.add(
          new Row(
              "endless answer", action, List.of(answer(200, "x".repeat(100_000))), then, asked));
    }
    return rows;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("table")
  void everyFaultLeadsToOneFact(Row row) {
    Fact.FromGraph fact = run(row.action(), row.script().toArray(Fault[]::new));
    assertThat(fact).isInstanceOf(row.fact());
    assertThat(fact.call()).isEqualTo(CALL);
    assertThat(fact.action()).isEqualTo(row.action());
    assertThat(meta.seen).hasSize(row.requests());
    assertThat(attempts).hasSize(row.requests());
    assertThat(facts).isEmpty();
  }

  @Test
  void metasOwnCodeAndDetailsAreKept() {
    var refused =
        (Fact.GraphRefused)
            run(GraphAction.ACCEPT, answer(400, Fixtures.text("response-error-100-sdp")));
    assertThat(refused.error().code()).isEqualTo(100);
    assertThat(refused.error().details())
        .isEqualTo("SDP Validation error: No fingerprint found in SDP");
    assertThat(refused.error().traceId()).isEqualTo("AexampleTraceId000000000");
    var dead =
        (Fact.GraphRefused)
            run(GraphAction.ACCEPT, answer(401, Fixtures.text("response-error-190")));
    assertThat(dead.error().code()).isEqualTo(190);
  }

  @Test
  void repeatsEnd() {
    Fault busy = answer(429, RATE_LIMIT);
    var fact = run(GraphAction.TERMINATE, busy, busy, busy, busy, busy, busy);
    assertThat(fact).isInstanceOf(Fact.GraphRefused.class);
    assertThat(((Fact.GraphRefused) fact).error().code()).isEqualTo(80007);
    assertThat(meta.seen).hasSize(GraphClient.MAX_ATTEMPTS);
  }

  @Test
  void aLongRetryAfterIsNotWaitedFor() {
    var fact = run(GraphAction.ACCEPT, new Fault.Answer(429, RATE_LIMIT, "60"));
    assertThat(fact).isInstanceOf(Fact.GraphRefused.class);
    assertThat(meta.seen).hasSize(1);
  }

  @Test
  void aRetryAfterIsHonoured() {
    long began = System.nanoTime();
    var fact = run(GraphAction.ACCEPT, new Fault.Answer(429, RATE_LIMIT, "1"));
    assertThat(fact).isInstanceOf(Fact.GraphSucceeded.class);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(950));
  }

  @Test
  void aRefusedRepeatOfAPreAcceptThatMayHaveWorkedProvesNothing() {
    var fact = run(GraphAction.PRE_ACCEPT, new Fault.Reset(), answer(400, error(100)));
    assertThat(fact).isEqualTo(new Fact.GraphUnknown(CALL, GraphAction.PRE_ACCEPT));
  }

  private List<Integer> connections() {
    return meta.seen.stream().map(FaultyMeta.Seen::connection).toList();
  }

  @Test
  void aConnectionThatLayIdleForLongIsNotUsedAgain() {
    run(GraphAction.PRE_ACCEPT);
    run(GraphAction.ACCEPT);
    stoodStillNanos.addAndGet(Duration.ofMinutes(2).toNanos());
    assertThat(run(GraphAction.TERMINATE))
        .isEqualTo(new Fact.GraphSucceeded(CALL, GraphAction.TERMINATE));
    assertThat(connections().get(1)).as("kept").isEqualTo(connections().get(0));
    assertThat(connections().get(2)).as("not kept").isNotEqualTo(connections().get(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ACCEPT", "CONNECT"})
  void whatRingsOrAnswersIsNotSentAgainWhenAKeptConnectionDropsIt(String action) {
    run(GraphAction.PRE_ACCEPT);
    GraphAction dropped = GraphAction.valueOf(action);
    assertThat(run(dropped, new Fault.Reset())).isEqualTo(new Fact.GraphUnknown(CALL, dropped));
    assertThat(connections()).hasSize(2);
    assertThat(connections().get(1)).as("kept").isEqualTo(connections().get(0));
  }

  @Test
  void theRepeatTakesNoneOfThoseThatWereIdleBesideIt() throws InterruptedException {
    meta.faults.add(new Fault.Beside());
    client.execute(command(GraphAction.PRE_ACCEPT, CALL));
    meta.awaitRequest();
    client.execute(command(GraphAction.PRE_ACCEPT, new CallId("call_b")));
    nextFact();
    nextFact();
    run(GraphAction.TERMINATE, new Fault.Reset());
    assertThat(connections()).hasSize(4);
    assertThat(connections().subList(0, 2)).contains(connections().get(2));
    assertThat(connections().subList(0, 3)).doesNotContain(connections().get(3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ACCEPT", "TERMINATE"})
  void withoutAConnectionNothingWasSentAndTheOutcomeIsUnknown(String action) throws IOException {
    int closedPort;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closedPort = socket.getLocalPort();
    }
    client = client("http://127.0.0.1:" + closedPort);
    client.execute(command(GraphAction.valueOf(action), CALL));
    assertThat(nextFact()).isInstanceOf(Fact.GraphUnknown.class);
    assertThat(attempts).hasSize(GraphClient.MAX_ATTEMPTS).containsOnly(GraphOutcome.NOT_SENT);
  }

  @Test
  void requestsOfOneCallKeepTheirOrder() {
    meta.faults.add(new Fault.Silence());
    client.execute(command(GraphAction.ACCEPT, CALL));
    client.execute(command(GraphAction.TERMINATE, CALL));
    assertThat(nextFact()).isEqualTo(new Fact.GraphUnknown(CALL, GraphAction.ACCEPT));
    assertThat(nextFact()).isEqualTo(new Fact.GraphSucceeded(CALL, GraphAction.TERMINATE));
    assertThat(meta.seen.stream().map(FaultyMeta.Seen::action))
        .containsExactly("accept", "terminate");
  }

  @Test
  void anotherCallDoesNotWait() throws InterruptedException {
    meta.faults.add(new Fault.Silence());
    var other = new CallId("call_b");
    client.execute(command(GraphAction.ACCEPT, CALL));
    meta.awaitRequest();
    client.execute(command(GraphAction.ACCEPT, other));
    assertThat(nextFact()).isEqualTo(new Fact.GraphSucceeded(other, GraphAction.ACCEPT));
    assertThat(nextFact()).isEqualTo(new Fact.GraphUnknown(CALL, GraphAction.ACCEPT));
  }

  @Test
  void aPreAcceptIsNotRepeatedOnceAnAcceptWaits() {
    meta.faults.addAll(List.of(new Fault.Silence(), answer(200, FaultyMeta.SUCCESS)));
    client.execute(command(GraphAction.PRE_ACCEPT, CALL));
    client.execute(command(GraphAction.ACCEPT, CALL));
    assertThat(nextFact()).isEqualTo(new Fact.GraphUnknown(CALL, GraphAction.PRE_ACCEPT));
    assertThat(nextFact()).isEqualTo(new Fact.GraphSucceeded(CALL, GraphAction.ACCEPT));
    assertThat(meta.seen.stream().map(FaultyMeta.Seen::action))
        .containsExactly("pre_accept", "accept");
  }

  @ParameterizedTest
  @MethodSource("pauses")
  void aPauseBeforeARepeatEndsWhenTheCallIsToBeEnded(
      Fault fault, GraphAction action, Class<?> known) {
    meta.faults.add(fault);
    client.execute(command(action, CALL));
    awaitPause();
    long began = System.nanoTime();
    client.execute(command(GraphAction.TERMINATE, CALL));
    assertThat(nextFact()).isInstanceOf(known).extracting(Fact.FromGraph::action).isEqualTo(action);
    assertThat(nextFact()).isEqualTo(new Fact.GraphSucceeded(CALL, GraphAction.TERMINATE));
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(12));
    assertThat(meta.seen.stream().map(FaultyMeta.Seen::action))
        .containsExactly(action.wire(), "terminate");
    assertThat(facts).isEmpty();
  }

  static List<Arguments> pauses() {
    Fault limited = new Fault.Answer(429, RATE_LIMIT, "15");
    Fault unreadable = new Fault.Answer(429, GARBAGE, "15");
    return List.of(
        Arguments.of(limited, GraphAction.PRE_ACCEPT, Fact.GraphRefused.class),
        Arguments.of(limited, GraphAction.ACCEPT, Fact.GraphRefused.class),
        Arguments.of(limited, GraphAction.REJECT, Fact.GraphRefused.class),
        Arguments.of(unreadable, GraphAction.ACCEPT, Fact.GraphUnknown.class));
  }

  /// Until the first answer was taken; the pause begins in the same turn of the event loop.
  private void awaitPause() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (attempts.isEmpty() && System.nanoTime() - deadline < 0) {
      Thread.onSpinWait();
    }
    assertThat(attempts).containsExactly(GraphOutcome.HELD_OFF);
  }

  @Test
  void itIsDrainedWhenNothingWaitsOrRuns() throws Exception {
    client.drained().toCompletableFuture().get(30, TimeUnit.SECONDS);
    meta.faults.addAll(List.of(new Fault.Answer(429, RATE_LIMIT, "1"), new Fault.Silence()));
    client.execute(command(GraphAction.REJECT, CALL));
    awaitPause();
    client.execute(command(GraphAction.TERMINATE, CALL));
    client.execute(command(GraphAction.REJECT, new CallId("call_b")));
    client.drained().toCompletableFuture().get(30, TimeUnit.SECONDS);
    assertThat(facts).hasSize(3);
  }

  @Test
  void everyCommandGetsItsFactEvenWhenTooManyWait() {
    meta.faults.add(new Fault.Silence());
    for (int i = 0; i < 12; i++) {
      client.execute(command(GraphAction.TERMINATE, CALL));
    }
    for (int i = 0; i < 12; i++) {
      assertThat(nextFact().action()).isEqualTo(GraphAction.TERMINATE);
    }
    assertThat(facts).isEmpty();
  }

  @Test
  void theTokenIsInNoText() {
    assertThat(GraphSettings.of("https://graph.facebook.com/v26.0/", "secret-token").toString())
        .isEqualTo("GraphSettings[https://graph.facebook.com/v26.0]");
  }
}
