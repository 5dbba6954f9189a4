package io.dering.gateway.wiring;

import io.dering.gateway.admission.LoadWatch;
import io.dering.gateway.agents.DeskRoutes;
import io.dering.gateway.agents.DeskSettings;
import io.dering.gateway.agents.DeskSignIn;
import io.dering.gateway.cli.PortTaken;
import io.dering.gateway.conductor.Conductor;
import io.dering.gateway.conductor.Timeline;
import io.dering.gateway.conductor.TurnObserver;
import io.dering.gateway.conductor.WebhookIntake;
import io.dering.gateway.config.GatewayConfig;
import io.dering.gateway.config.Mode;
import io.dering.gateway.config.Secret;
import io.dering.gateway.graph.GraphClient;
import io.dering.gateway.graph.GraphSettings;
import io.dering.gateway.graph.MessageClient;
import io.dering.gateway.logging.CallSteps;
import io.dering.gateway.metrics.CallMeters;
import io.dering.gateway.metrics.EdgeMeters;
import io.dering.gateway.metrics.Health;
import io.dering.gateway.metrics.Label;
import io.dering.gateway.metrics.MediaMeters;
import io.dering.gateway.metrics.Metric;
import io.dering.gateway.metrics.Metrics;
import io.dering.gateway.pages.PageRoutes;
import io.dering.gateway.push.PushPost;
import io.dering.gateway.recordings.Fetcher;
import io.dering.gateway.rest.Contract;
import io.dering.gateway.rest.HealthRoutes;
import io.dering.gateway.storage.CallStore;
import io.dering.gateway.storage.Place;
import io.dering.gateway.tokens.AnswerSeal;
import io.dering.gateway.tokens.SessionTokens;
import io.dering.gateway.tones.Tones;
import io.dering.gateway.webhook.WebhookRoutes;
import io.dering.gateway.webhook.WebhookSettings;
import io.dering.sandbox.Sandbox;
import io.dering.signaling.backend.BackendAnswer;
import io.dering.signaling.backend.BackendRequest;
import io.dering.signaling.backend.CallAnswer;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.switchboard.Admission;
import io.dering.signaling.switchboard.Fact;
import io.dering.transport.http.HttpLimits;
import io.dering.transport.http.HttpSettings;
import io.dering.transport.http.HttpShell;
import io.dering.transport.http.LoopbackHosts;
import io.dering.transport.http.OriginPolicy;
import io.dering.transport.http.Routes;
import io.dering.transport.udp.MediaServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A whole gateway in this process, with the sandbox beside it under `dev`.
public final class Gateway implements AutoCloseable {
  private static final long VERTX_PATIENCE_S = 2;

  /// How long a stop waits for Meta's answers, by the mode. A demo is stopped by a person who
  /// watches, so there the wait for running calls is part of it.
  private static final Duration DEV_PATIENCE = Duration.ofMillis(1_500);

  private static final Duration LEAST_PATIENCE = Duration.ofMillis(500);
  private static final Duration SERVE_PATIENCE = Duration.ofSeconds(8);
  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

  private final GatewayConfig config;
  private final Vertx vertx;
  private final SecureRandom random = new SecureRandom();
  private final Timeline clock = new Timeline(InstantSource.system(), System::nanoTime);
  private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
  private final Metrics metrics = new Metrics();
  private final EdgeMeters edgeMeters = new EdgeMeters(metrics);
  private final Health health = new Health();
  private final Directory directory;
  private final CallStore store;
  private final MediaServer media;
  private final MediaPlane plane;
  private final DeskRoutes desk;
  private final EventPlane events;
  private final PushPlane pushes;
  private final RecordingPlane recordings;
  private final MessageClient messages;
  private final ChargePlane charges;
  private final Map<AccountId, AccountRuntime> accounts = new LinkedHashMap<>();
  private final WebhookIntake intake;
  private final @Nullable Sandbox sandbox;
  private final HaltWatch haltWatch;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final List<Routes> edges;
  private final HttpShell http;

  /// @param opened gets how each thing that was opened is closed again, in the order of opening
  private Gateway(GatewayConfig config, IntConsumer exit, List<Runnable> opened)
      throws IOException {
    this.config = config;
    opened.add(blocking::shutdownNow);
    opened.add(metrics::close);
    this.vertx = EventLoops.start();
    opened.add(this::closeVertx);
    this.directory = new Directory(config);
    PolicyWatch policy = new PolicyWatch(config.policy().file(), metrics);
    Path folder = Path.of(config.data().dir());
    this.store = openStore(folder);
    opened.add(store::close);
    directory.take(store.users());
    this.media = MediaPort.open(config.media(), random);
    opened.add(media::close);
    this.plane =
        mediaPlane(new MediaMeters(metrics, () -> media.totals().toCompletableFuture().join()));
    byte[] key = TokenKey.of(folder, random);
    SessionTokens tokens = new SessionTokens(vertx, key);
    this.desk = openDesk(tokens);
    boolean dev = config.mode() == Mode.DEV;
    this.events =
        new EventPlane(store, vertx, dev, new EventPlane.Sources(blocking, clock, random));
    opened.add(events::close);
    var sources = new PushPost.Sources(blocking, clock, random, PushPost.MOST_AT_ONCE);
    this.pushes = new PushPlane(config, vertx, events.target(), edgeMeters, sources);
    opened.add(pushes::close);
    this.recordings = openRecordings();
    opened.add(recordings::close);
    this.messages = new MessageClient(graphSettings(), edgeMeters, System::nanoTime);
    opened.add(messages::close);
    var later = new ChargePlane.Sources(blocking, clock, random);
    this.charges = new ChargePlane(config, vertx, store, edgeMeters, later);
    for (GatewayConfig.Account account : config.accounts()) {
      accounts.put(new AccountId(account.id()), runtime(account));
    }
    this.intake = openIntake();
    this.sandbox = config.sandboxMeta() ? SandboxBeside.open(config, vertx, random) : null;
    opened.add(this::closeSandbox);
    this.haltWatch = new HaltWatch(vertx, conductors(), exit);
    watch();
    LoadWatch load = Admissions.watch(config.policy().load(), conductors(), media, metrics);
    RestEdge rest =
        new RestEdge(
            config,
            new RestEdge.Parts(
                store,
                directory,
                tokens,
                new AnswerSeal(key, random),
                this::ask,
                events,
                pushes.routes(this::ask),
                recordings.folder(),
                messages,
                charges,
                policy::limits,
                load::reached,
                blocking,
                clock,
                random));
    this.edges = edges(rest);
    this.http =
        PortTaken.unlessTaken(
            PortTaken.Which.HTTP,
            config.http().port(),
            () -> Waiting.await(HttpShell.open(vertx, httpSettings(), edges)));
    begin(policy, load);
  }

  /// Everything stands: from here on it goes by itself.
  private void begin(PolicyWatch policy, LoadWatch load) {
    Fact limits = new Fact.LimitsSet(policy.limits());
    accounts.values().forEach(account -> account.conductor().start(limits));
    if (config.mode() == Mode.DEV) {
      Balances.begin(store.ledgers(), this::ask, config.accounts());
    }
    policy.begin(vertx, conductors(), blocking);
    var _ = intake.resume();
    events.start();
    recordings.start();
    charges.start();
    Admissions.begin(load, vertx);
  }

  /// Starts everything; returns when calls can come in.
  ///
  /// @throws RuntimeException with one sentence for the operator when something is in the way
  ///
  /// @param exit ends the process with this code when the gateway can only be started again; called
  ///   at most once, on a thread of its own
  public static Gateway start(GatewayConfig config, IntConsumer exit) throws IOException {
    PromptThreads.look(config.media().realTime());
    List<Runnable> opened = new ArrayList<>();
    try {
      return new Gateway(config, exit, opened);
    } catch (IOException | RuntimeException e) {
      opened.reversed().forEach(Runnable::run);
      throw e;
    }
  }

  /// The HTTP port that was bound.
  public int httpPort() {
    return http.port();
  }

  /// Every edge that is mounted, in order.
  List<Routes> edges() {
    return List.copyOf(edges);
  }

  /// The UDP port that was bound.
  public int mediaPort() {
    return media.port();
  }

  /// Stops: no new sockets, running calls may end within the configured window, then the rest is
  /// ended in the log and at Meta. Everything stays open until Meta has answered.
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    long began = System.nanoTime();
    haltWatch.close();
    health.drain();
    desk.refuseNew();
    stopConductors();
    drainGraph(Duration.ofNanos(System.nanoTime() - began));
    desk.stop();
    recordings.close();
    messages.close();
    events.close();
    pushes.close();
    media.close();
    closeSandbox();
    var _ = finishes(http.close(), Duration.ofSeconds(1));
    closeVertx();
    blocking.shutdownNow();
    store.close();
    metrics.close();
  }

  private void closeSandbox() {
    if (sandbox != null) {
      sandbox.close();
    }
  }

  /// What does not close in time ends with the process.
  private void closeVertx() {
    var _ = finishes(vertx.close(), Duration.ofSeconds(VERTX_PATIENCE_S));
  }

  private static boolean finishes(Future<Void> work, Duration patience) {
    return finishes(work.toCompletionStage().toCompletableFuture(), patience);
  }

  /// All at once, so that several accounts share one window. A store that another process holds up
  /// may keep a conductor longer; closing the store ends that.
  private void stopConductors() {
    Duration window = Duration.ofSeconds(config.policy().stopWindowS());
    var stops =
        conductors().stream()
            .map(c -> CompletableFuture.runAsync(() -> c.stop(window), blocking))
            .toArray(CompletableFuture[]::new);
    if (!finishes(CompletableFuture.allOf(stops), window.plus(patience(Duration.ZERO)))) {
      LOG.warn("Not every conductor stopped in time; the next start ends the calls.");
    }
  }

  private void drainGraph(Duration spent) {
    var drains =
        accounts.values().stream()
            .map(account -> account.drained().toCompletableFuture())
            .toArray(CompletableFuture[]::new);
    if (!finishes(CompletableFuture.allOf(drains), patience(spent))) {
      LOG.warn("Meta did not answer every request in time; it ends those calls by itself.");
    }
  }

  private Duration patience(Duration spent) {
    if (config.mode() != Mode.DEV) {
      return SERVE_PATIENCE;
    }
    Duration left = DEV_PATIENCE.minus(spent);
    return left.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : left;
  }

  private static boolean finishes(CompletableFuture<Void> work, Duration patience) {
    try {
      work.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException _) {
      return false;
    }
  }

  /// Says which new calls are taken, as the watch of the load does.
  void admit(Admission admission) {
    conductors().forEach(conductor -> conductor.offer(new Fact.AdmissionSet(admission)));
  }

  private List<Conductor> conductors() {
    return accounts.values().stream().map(AccountRuntime::conductor).toList();
  }

  private MediaPlane mediaPlane(MediaMeters meters) {
    return new MediaPlane(
        media,
        MediaPlane.Policies.of(config.media()),
        Tones.encoded(),
        new DeskEars(() -> desk),
        meters,
        MediaPlane.Watching.of(vertx, store.quality(), blocking, meters, config.media()));
  }

  private DeskRoutes openDesk(SessionTokens tokens) {
    boolean dev = config.mode() == Mode.DEV;
    DeskSettings settings =
        new DeskSettings(origins(), true, config.sandboxMeta(), DeskSettings.Limits.DEFAULTS);
    DeskSignIn signIn =
        dev ? DeskSignIn.byNameOrToken(directory, tokens) : DeskSignIn.byToken(directory, tokens);
    return new DeskRoutes(
        settings,
        new DeskRoutes.Ports(signIn, this::tell, plane, edgeMeters),
        new DeskRoutes.Sources(System::nanoTime, random));
  }

  private boolean tell(AccountId account, Fact.FromAgent fact) {
    AccountRuntime runtime = accounts.get(account);
    return runtime != null && runtime.conductor().offer(fact);
  }

  private CompletionStage<BackendAnswer> ask(AccountId account, BackendRequest request) {
    return accountOf(account)
        .backend()
        .ask(request)
        .whenComplete((answer, _) -> {
          if (answer instanceof CallAnswer.NotPlaced refused) {
            metrics.count(Metric.DIALS_REFUSED, Label.value(refused.why()));
          }
        });
  }

  private AccountRuntime runtime(GatewayConfig.Account account) {
    GraphSettings settings = graphSettings();
    return new AccountRuntime(
        sink ->
            new Conductor(
                Accounts.settings(account, config),
                random,
                new Conductor.Links(store, sink, clock, observer())),
        AccountRuntime.ToMeta.over(
            vertx, settings, new GraphClient.Sources(edgeMeters, System::nanoTime, random)),
        plane,
        tell -> desk.tell(tell.connection(), tell.message()),
        pushes.post());
  }

  private GraphSettings graphSettings() {
    return GraphSettings.of(config.meta().graphUrl(), config.meta().accessToken().reveal());
  }

  private TurnObserver observer() {
    return TurnObserver.of(
        new CallMeters(metrics),
        new CallSteps(),
        new UserWatch(directory, desk),
        events,
        recordings);
  }

  private CallStore openStore(Path folder) {
    Place place = Place.of(config.database().url().reveal(), folder);
    return CallStore.open(place, Duration.ofHours(config.policy().webhookRetentionH()), clock);
  }

  private RecordingPlane openRecordings() throws IOException {
    return new RecordingPlane(
        config,
        store,
        new Fetcher.Sources(blocking, clock, end -> events.stored(List.of(end)), edgeMeters));
  }

  private WebhookIntake openIntake() {
    Map<ChannelId, Conductor> byChannel = new HashMap<>();
    for (GatewayConfig.Account account : config.accounts()) {
      Conductor conductor = conductor(account);
      for (GatewayConfig.Channel channel : account.channels()) {
        byChannel.put(new ChannelId(channel.id()), conductor);
        // What Meta says of a number as such names its digits alone (Meta reference 4.4).
        byChannel.putIfAbsent(new ChannelId(channel.number()), conductor);
      }
    }
    // One account looks after calls to a number that it has not set up. Of several, none is shown
    // what may be another's.
    boolean alone = config.accounts().size() == 1;
    return new WebhookIntake(
        store, byChannel, alone ? conductor(config.accounts().getFirst()) : null);
  }

  private Conductor conductor(GatewayConfig.Account account) {
    return accountOf(new AccountId(account.id())).conductor();
  }

  private AccountRuntime accountOf(AccountId account) {
    AccountRuntime runtime = accounts.get(account);
    if (runtime == null) {
      throw new IllegalStateException("account without a conductor: " + account);
    }
    return runtime;
  }

  private List<Routes> edges(RestEdge rest) throws IOException {
    WebhookSettings webhook =
        new WebhookSettings(
            WebhookSettings.PATH,
            config.meta().verifyToken().reveal(),
            config.meta().appSecret().stream().map(Secret::reveal).toList());
    List<Routes> edges = new ArrayList<>();
    if (config.mode() == Mode.DEV) {
      edges.add(new LoopbackHosts());
    }
    edges.add(
        new WebhookRoutes(
            webhook,
            (body, read) -> intake.accept(body, read.facts()),
            edgeMeters,
            System::nanoTime));
    edges.add(desk);
    edges.add(rest.routes(Waiting.await(Contract.load(vertx))));
    edges.add(
        new HealthRoutes(
            () -> !haltWatch.halted(), this::checks, metrics::scrape, rest.credentials()));
    if (sandbox != null) {
      edges.add(sandbox);
    }
    edges.add(PageRoutes.read(Gateway.class.getClassLoader(), config.sandboxMeta()));
    return edges;
  }

  private HttpSettings httpSettings() {
    GatewayConfig.Tls tls = config.http().tls();
    return new HttpSettings(
        config.http().host(),
        config.http().port(),
        tls.on()
            ? new HttpSettings.Tls(Path.of(tls.certificateFile()), Path.of(tls.keyFile()))
            : null,
        HttpLimits.DEFAULTS);
  }

  private OriginPolicy origins() {
    boolean secure = config.http().tls().on() || !config.http().trustedProxies().isEmpty();
    OriginPolicy own =
        config.mode() == Mode.DEV ? OriginPolicy.loopback() : OriginPolicy.sameOrigin(secure);
    return own.plus(Set.copyOf(config.http().allowedOrigins()));
  }

  private void watch() {
    List<Conductor> conductors = conductors();
    CallMeters.watch(metrics, conductors, store);
    LifeSigns.begin(vertx, conductors, store.signOfLife(), clock);
    events.watch(metrics);
    health.watch(store);
    health.watch(conductors);
    health.watch(clock);
    health.add(
        "media", media::open, "The media port is bound.", "The media port is gone; start again.");
    health.export(metrics);
  }

  private List<HealthRoutes.Check> checks() {
    return health.readiness().stream()
        .map(check -> new HealthRoutes.Check(check.name(), check.ok(), check.detail()))
        .toList();
  }
}
