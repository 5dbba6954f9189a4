package io.dering.gateway.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.tokens.SessionTokens;
import io.dering.gateway.web.TestServer;
import io.dering.signaling.agent.Agent;
import io.dering.signaling.agent.Role;
import io.dering.signaling.desk.PageFigures;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ConnectionId;
import io.dering.signaling.switchboard.Fact;
import io.dering.transport.http.OriginPolicy;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The desk on a real server, with small stand-ins for what is behind it.
final class DeskRig implements AutoCloseable, AgentFacts, AgentLegs, AgentDirectory, DeskMeter {
  static final AccountId ACCOUNT = new AccountId("demo");

  /// For what happens: nobody is cut off because the machine is slow.
  static final DeskSettings.Limits PATIENT =
      new DeskSettings.Limits(
          Duration.ofSeconds(60),
          Duration.ofMillis(100),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          50,
          200_000,
          4);

  /// For a page that does not say hello: it is cut off soon, and for nothing else.
  static final DeskSettings.Limits QUICK =
      new DeskSettings.Limits(
          Duration.ofMillis(400),
          Duration.ofHours(12),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          50,
          200_000,
          4);

  /// For pages that do not answer challenges.
  static final DeskSettings.Limits IMPATIENT =
      new DeskSettings.Limits(
          Duration.ofSeconds(60),
          Duration.ofMillis(50),
          Duration.ofSeconds(60),
          Duration.ofMillis(400),
          50,
          200_000,
          4);

  /// For pages that are asked when the test says so.
  static final DeskSettings.Limits BY_HAND =
      new DeskSettings.Limits(
          Duration.ofSeconds(60),
          Duration.ofHours(12),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          50,
          200_000,
          4);

  final BlockingQueue<Fact.FromAgent> facts = new LinkedBlockingQueue<>();
  final BlockingQueue<DeskClose> closes = new LinkedBlockingQueue<>();
  final BlockingQueue<String> reports = new LinkedBlockingQueue<>();
  final List<String> offers = new CopyOnWriteArrayList<>();
  final BlockingQueue<ConnectionId> legsClosed = new LinkedBlockingQueue<>();
  volatile CompletionStage<LegOutcome> legOutcome =
      CompletableFuture.completedFuture(new LegOutcome.Answered("v=0 answer"));
  volatile boolean full;
  volatile int refused;

  /// Null for the real clock.
  volatile @Nullable Long frozenNanos;

  final Vertx vertx = Vertx.vertx();
  final SessionTokens tokens = new SessionTokens(vertx, new byte[32]);
  final DeskRoutes desk;
  final TestServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Agent> agents =
      List.of(
          new Agent(new AgentId("ayu"), "Ayu", Role.AGENT),
          new Agent(new AgentId("budi"), "Budi", Role.AGENT));

  private DeskRig(DeskSettings settings, boolean dev) {
    DeskSignIn signIn =
        dev ? DeskSignIn.byNameOrToken(this, tokens) : DeskSignIn.byToken(this, tokens);
    desk =
        new DeskRoutes(
            settings,
            new DeskRoutes.Ports(signIn, this, this, this),
            new DeskRoutes.Sources(this::nanoTime, new SplittableRandom(1)));
    server = TestServer.open(vertx, desk);
  }

  private long nanoTime() {
    Long frozen = frozenNanos;
    return frozen == null ? System.nanoTime() : frozen;
  }

  static DeskRig dev() {
    return new DeskRig(new DeskSettings(OriginPolicy.loopback(), false, true, PATIENT), true);
  }

  static DeskRig dev(DeskSettings.Limits limits) {
    return new DeskRig(new DeskSettings(OriginPolicy.loopback(), false, true, limits), true);
  }

  static DeskRig serve(boolean clientsWithoutOrigin) {
    return new DeskRig(
        new DeskSettings(OriginPolicy.sameOrigin(false), clientsWithoutOrigin, false, PATIENT),
        false);
  }

  DeskPage page() {
    return new DeskPage(client, server.port(), "Origin", server.origin());
  }

  DeskPage program(String... headers) {
    return new DeskPage(client, server.port(), headers);
  }

  /// A page of that agent that has signed in; its connect fact is taken.
  DeskPage signedIn(String agent) {
    DeskPage page = page().say(hello(agent));
    assertThat(nextFact()).isInstanceOf(Fact.AgentConnected.class);
    return page;
  }

  /// A period in which everybody is asked once for a sign of life.
  void beat() {
    for (int i = 0; i < Heartbeat.TURNS; i++) {
      desk.heartbeat().beat();
    }
  }

  static JsonObject hello(String agent) {
    return DeskPage.message("hello").put("agent", agent).put("page", "tab-" + agent);
  }

  JsonObject helloByToken(Duration life) {
    var claims = new SessionTokens.Claims(ACCOUNT, new AgentId("ayu"), Role.AGENT);
    return DeskPage.message("hello").put("token", tokens.issue(claims, life)).put("page", "tab");
  }

  Fact.FromAgent nextFact() {
    return next(facts);
  }

  /// The next fact of that kind; what comes before it is passed over.
  <F extends Fact.FromAgent> F facts(Class<F> kind) {
    Fact.FromAgent fact = nextFact();
    while (!kind.isInstance(fact)) {
      fact = nextFact();
    }
    return kind.cast(fact);
  }

  static <T> T next(BlockingQueue<T> queue) {
    try {
      T next = queue.poll(30, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("nothing came for 30 s");
      }
      return next;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public boolean tell(AccountId account, Fact.FromAgent fact) {
    assertThat(account).isEqualTo(ACCOUNT);
    return !full && facts.add(fact);
  }

  @Override
  public CompletionStage<LegOutcome> open(ConnectionId connection, AgentId agent, String sdp) {
    offers.add(sdp);
    return legOutcome;
  }

  @Override
  public void figures(ConnectionId connection, CallId call, PageFigures figures) {
    reports.add(call.value() + " " + figures.agentTalkMs());
  }

  @Override
  public void close(ConnectionId connection) {
    legsClosed.add(connection);
  }

  @Override
  public Optional<Agent> find(AccountId account, AgentId agent) {
    return agents.stream()
        .filter(known -> account.equals(ACCOUNT) && known.id().equals(agent))
        .findFirst();
  }

  @Override
  public Optional<AccountId> demoAccount() {
    return Optional.of(ACCOUNT);
  }

  @Override
  public synchronized void refused() {
    refused++;
  }

  @Override
  public void connected() {}

  @Override
  public void disconnected(DeskClose why) {
    closes.add(why);
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
    server.close();
  }
}
