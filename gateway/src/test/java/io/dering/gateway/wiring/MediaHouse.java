package io.dering.gateway.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.agents.LegOutcome;
import io.dering.gateway.config.GatewayConfig;
import io.dering.gateway.metrics.MediaMeters;
import io.dering.gateway.metrics.Metrics;
import io.dering.gateway.tones.Tones;
import io.dering.media.doctor.Cause;
import io.dering.media.dtls.DtlsEngines;
import io.dering.media.ice.InetAddressPolicy;
import io.dering.media.leg.DtlsManner;
import io.dering.media.leg.LegPolicy;
import io.dering.signaling.call.SessionDescription;
import io.dering.signaling.desk.PageFigures;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ConnectionId;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import io.dering.transport.dtls.BouncyCastleDtls;
import io.dering.transport.dtls.DtlsSettings;
import io.dering.transport.dtls.DtlsSources;
import io.dering.transport.udp.LegSide;
import io.dering.transport.udp.MediaLeg;
import io.dering.transport.udp.MediaServer;
import io.dering.transport.udp.MediaTotals;
import io.dering.transport.udp.Opened;
import io.dering.transport.udp.PendingOffer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/// The media plane of a gateway, and one more media server that plays Meta and the agents'
/// browsers, on the loopback. Time can be made to leap.
final class MediaHouse implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 30;
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private final AtomicLong leapNanos = new AtomicLong();
  private final AtomicLong gatewayLeapNanos = new AtomicLong();
  private final MediaServer gateway;
  private final MediaServer world = server(List.of(LOOPBACK), engines(), this::nanoTime);
  private final CompletableFuture<Boolean> saidHello = new CompletableFuture<>();
  private final BlockingQueue<ConnectionId> agentsDown = new LinkedBlockingQueue<>();
  private final Tones tones = Tones.encoded();
  private final BlockingQueue<Fact.FromMedia> facts = new LinkedBlockingQueue<>();
  private final Queue<Runnable> later = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<CallId> qualityKept = new CompletableFuture<>();
  private final BlockingQueue<Cause> causes = new LinkedBlockingQueue<>();
  private final Metrics metrics = new Metrics();
  private final MediaPlane plane;

  MediaHouse() {
    this(LOOPBACK);
  }

  /// @param told what the gateway's SDP says of where it is
  MediaHouse(InetAddress told) {
    gateway =
        server(
            List.of(told),
            new NotedHellos(engines(), saidHello),
            () -> nanoTime() + gatewayLeapNanos.get());
    MediaPlane.Later noted = (_, task) -> later.add(task);
    var quality =
        new QualityWatch(
            noted, this::nanoTime, Runnable::run, (call, _, _) -> qualityKept.complete(call));
    plane =
        new MediaPlane(
            gateway,
            MediaPlane.Policies.of(new GatewayConfig.Media(0, List.of(), true, false, 400, false)),
            tones,
            new AgentEars(),
            new MediaMeters(metrics, () -> await(gateway.totals())),
            new MediaPlane.Watching(
                noted,
                quality,
                new Examining(
                    List.of(told), InetAddressPolicy.ALLOW_ALL, (_, cause) -> causes.add(cause))));
  }

  /// The other end of a leg of the gateway's.
  record Far(MediaLeg leg, FarEar ear) {
    /// From now on a frame every 20 ms.
    void speak(byte voice) {
      leg.play((buffer, offset, _) -> {
        buffer[offset] = FarEar.VOICE;
        buffer[offset + 1] = voice;
        return 2;
      });
    }
  }

  void release(Command.ForMedia command) {
    plane.release(command, facts::add);
  }

  /// The next fact, which is one of these.
  <F extends Fact.FromMedia> F fact(Class<F> type) {
    try {
      Fact.FromMedia fact = facts.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(fact).isInstanceOf(type);
      return type.cast(fact);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// Until somebody has said hello to the gateway.
  void awaitHello() {
    await(saidHello);
  }

  /// Until a handshake with a customer has failed.
  void awaitFailedHandshake() {
    until(
        "a customer's handshake has failed",
        () -> await(gateway.totals()).customer().failedHandshakes() > 0);
  }

  List<Fact.FromMedia> factsLeft() {
    return new ArrayList<>(facts);
  }

  /// An agent's page that has made its leg.
  Far agent(ConnectionId tab) {
    var ear = new FarEar();
    var browser = new LegPolicy(false, InetAddressPolicy.ALLOW_ALL, "browser");
    PendingOffer offer = await(world.offerFromOwnPort(LegSide.AGENT, browser, ear));
    LegOutcome outcome = await(plane.open(tab, new AgentId("ayu"), offer.offer()));
    assertThat(outcome).isInstanceOf(LegOutcome.Answered.class);
    MediaLeg leg = opened(await(offer.answered(((LegOutcome.Answered) outcome).sdp()))).leg();
    await(ear.ready());
    return new Far(leg, ear);
  }

  /// Meta's answer to our offer, applied.
  Far metaAnswers(CallId call, String offer, DtlsManner manner) {
    return metaAnswers(call, offer, manner, UnaryOperator.identity());
  }

  /// @param says what the answer says where that is not what the other end does
  Far metaAnswers(CallId call, String offer, DtlsManner manner, UnaryOperator<String> says) {
    return metaAnswers(call, offer, manner, says, new FarEar());
  }

  /// @param ear what the other end does with what it is told
  Far metaAnswers(
      CallId call, String offer, DtlsManner manner, UnaryOperator<String> says, FarEar ear) {
    LegPolicy meta = LegPolicy.likeMeta("meta", manner);
    Opened.Answered there = opened(await(world.answer(offer, LegSide.CUSTOMER, meta, ear)));
    String answer = says.apply(there.answer());
    release(new Command.ApplyAnswer(call, new SessionDescription(answer)));
    return new Far(there.leg(), ear);
  }

  Tones tones() {
    return tones;
  }

  MediaTotals.Held held() {
    return await(gateway.totals()).held();
  }

  /// Packets of sound that the gateway has sent to its agents' legs.
  long sentToAgents() {
    return await(gateway.totals()).agent().packetsOut();
  }

  /// Until all that was commanded so far is done.
  void settle() {
    for (int hop = 0; hop < 3; hop++) {
      await(gateway.totals());
    }
  }

  /// Time leaps for both ends, and what was put off is done, or due by then.
  void leap(Duration by) {
    leapNanos.addAndGet(by.toNanos());
    settle();
    int due = later.size();
    for (int i = 0; i < due; i++) {
      later.remove().run();
    }
  }

  /// Time leaps for the gateway alone: to it the others are late.
  void leapAlone(Duration by) {
    gatewayLeapNanos.addAndGet(by.toNanos());
  }

  /// The next tab whose leg the gateway tells to be gone.
  ConnectionId agentDown() {
    try {
      ConnectionId tab = agentsDown.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(tab).isNotNull();
      return tab;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// The call whose quality has been handed over.
  CallId qualityKept() {
    return await(qualityKept);
  }

  /// What the doctor named of the next call that ended.
  Cause cause() {
    try {
      Cause cause = causes.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(cause).isNotNull();
      return cause;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// Whether the doctor named something that nobody has asked for.
  boolean hasCause() {
    return !causes.isEmpty();
  }

  /// What the agent's page says of the call.
  void figures(ConnectionId tab, CallId call, PageFigures figures) {
    plane.figures(tab, call, figures);
  }

  /// Looks again and again until it is so.
  ///
  /// @param what is to become so, for the message when it never does
  static void until(String what, BooleanSupplier so) {
    long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!so.getAsBoolean()) {
      if (System.nanoTime() - deadlineNanos > 0) {
        throw new AssertionError(
            "after " + PATIENCE_SECONDS + " s it is still not so that " + what);
      }
      Thread.onSpinWait();
    }
  }

  static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    gateway.close();
    world.close();
    metrics.close();
  }

  private long nanoTime() {
    return System.nanoTime() + leapNanos.get();
  }

  private static MediaServer server(
      List<InetAddress> advertised, DtlsEngines dtls, LongSupplier nanoTime) {
    return MediaServer.start(
        new MediaServer.Settings(new InetSocketAddress(LOOPBACK, 0), advertised),
        dtls,
        new SecureRandom(),
        nanoTime);
  }

  private static DtlsEngines engines() {
    return new BouncyCastleDtls(
        DtlsSettings.defaults(),
        new DtlsSources(new SecureRandom(), System::nanoTime, InstantSource.system()));
  }

  private static Opened.Answered opened(Opened opened) {
    assertThat(opened).isInstanceOf(Opened.Answered.class);
    return (Opened.Answered) opened;
  }

  /// Hardly anybody asks what becomes of the agents' legs here.
  private final class AgentEars implements MediaPlane.AgentLegEvents {
    @Override
    public void up(ConnectionId connection) {}

    @Override
    public void down(ConnectionId connection, String reason) {
      agentsDown.add(connection);
    }

    @Override
    public void quiet(ConnectionId connection, Duration silence) {}

    @Override
    public void heard(ConnectionId connection) {}
  }
}
