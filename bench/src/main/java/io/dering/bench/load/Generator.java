package io.dering.bench.load;

import io.dering.bench.lean.LeanEnds;
import io.dering.sandbox.Sandbox;
import io.dering.sandbox.SandboxServer;
import io.dering.sandbox.SandboxSettings;
import io.dering.sandbox.SandboxSources;
import io.dering.sandbox.calls.Business;
import io.dering.sandbox.calls.Offence;
import io.dering.sandbox.network.Switches;
import io.dering.sandbox.webhooks.WebhookSettings;
import io.dering.transport.http.HttpSettings;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Both ends: the sandbox with its customers, and the agents with a media loop of their own.
final class Generator implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  private final Vertx vertx;
  private final SandboxServer sandbox;
  private final WebSocketClient client;
  private final LoadAgent.Floor floor;
  private final DelayBook towardsCustomers;
  private final List<LoadAgent> agents = new ArrayList<>();

  private Generator(
      Vertx vertx,
      SandboxServer sandbox,
      WebSocketClient client,
      LoadAgent.Floor floor,
      DelayBook towardsCustomers) {
    this.vertx = vertx;
    this.sandbox = sandbox;
    this.client = client;
    this.floor = floor;
    this.towardsCustomers = towardsCustomers;
  }

  /// @param lean where all far ends come from; null: from sockets of their own
  static Generator start(
      Premises premises, LoadPlan plan, SecureRandom random, @Nullable LeanEnds lean) {
    Vertx vertx = Vertx.vertx();
    URI webhook = URI.create("http://" + LOOPBACK + ":" + premises.httpPort() + "/meta/webhook");
    SandboxSettings settings =
        new SandboxSettings(
            Business.DEMO,
            premises.accessToken(),
            WebhookSettings.of(webhook, premises.appSecret()),
            relay(plan),
            webhook.resolve("/").toString(),
            true,
            Switches.DEFAULTS);
    Sandbox meta =
        Sandbox.start(
            settings,
            vertx,
            new SandboxSources(System::nanoTime, InstantSource.system(), random),
            lean == null ? null : new LeanRelay(lean));
    SandboxServer server =
        SandboxServer.open(vertx, HttpSettings.clear(LOOPBACK, 0), meta, List.of())
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    // Twice: one who comes back does not wait for the old socket's end.
    WebSocketClient client =
        vertx.createWebSocketClient(
            new WebSocketClientOptions().setMaxConnections(2 * plan.team().agents()));
    Window window = new Window();
    return new Generator(
        vertx,
        server,
        client,
        new LoadAgent.Floor(
            lean == null ? Ends.sockets(random, plan.ownCore()) : lean,
            window,
            new DelayBook(window, plan.step()),
            new ConcurrentHashMap<>(),
            new ConcurrentHashMap<>(),
            new AtomicLong()),
        new DelayBook(window, plan.step()));
  }

  /// Where customers' media come from.
  static SandboxSettings.Media relay(LoadPlan plan) {
    SandboxSettings.Media relay = SandboxSettings.Media.onLoopback(0);
    SandboxSettings.Media ordered = plan.ownCore() ? relay.inRealTime() : relay;
    return plan.oneRelay() ? ordered : ordered.withPortPerCall();
  }

  /// An agent who comes in; completes when the leg is up. One of the same name who is in a call has
  /// come back to it.
  CompletableFuture<LoadAgent> agent(int httpPort, String name, String token) {
    WebSocketConnectOptions desk =
        new WebSocketConnectOptions().setHost(LOOPBACK).setPort(httpPort).setURI("/v1/desk");
    return client
        .connect(desk)
        .toCompletionStage()
        .thenCompose(socket -> {
          LoadAgent agent = LoadAgent.signIn(floor, name, socket, token);
          synchronized (agents) {
            agents.add(agent);
          }
          return agent.ready().thenApply(_ -> agent);
        })
        .toCompletableFuture();
  }

  Vertx vertx() {
    return vertx;
  }

  LoadAgent.Floor floor() {
    return floor;
  }

  Window window() {
    return floor.window();
  }

  DelayBook towardsAgents() {
    return floor.book();
  }

  DelayBook towardsCustomers() {
    return towardsCustomers;
  }

  List<LoadAgent> agents() {
    synchronized (agents) {
      return List.copyOf(agents);
    }
  }

  /// Who has accepted a call and is still there: each hears from the gateway that it is over.
  List<LoadAgent> agentsWithCalls() {
    return agents().stream().filter(LoadAgent::hasCall).toList();
  }

  /// The agents go home, and nobody remembers who had whose call. To be called when all have heard
  /// that their calls are over.
  void dismiss() {
    agents().forEach(LoadAgent::leave);
    synchronized (agents) {
      agents.clear();
    }
    floor.takers().clear();
    floor.claims().clear();
  }

  /// Where customers call from.
  Sandbox sandbox() {
    return sandbox.sandbox();
  }

  int graphPort() {
    return sandbox.port();
  }

  int sandboxMediaPort() {
    return sandbox.sandbox().mediaPort();
  }

  long offences(Offence offence) {
    return sandbox.sandbox().offences(offence);
  }

  @Override
  public void close() {
    agents().forEach(LoadAgent::leave);
    floor.media().close();
    sandbox.sandbox().close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
