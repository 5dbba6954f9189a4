package io.dering.transport.udp;

import io.dering.media.dtls.DtlsAttempts;
import io.dering.media.dtls.DtlsEngine;
import io.dering.media.dtls.DtlsEngines;
import io.dering.media.dtls.DtlsSink;
import io.dering.media.dtls.Fingerprint;
import io.dering.media.ice.InetAddressPolicy;
import io.dering.media.leg.DtlsManner;
import io.dering.media.leg.LegPolicy;
import io.dering.transport.dtls.BouncyCastleDtls;
import io.dering.transport.dtls.DtlsSettings;
import io.dering.transport.dtls.DtlsSources;
import io.dering.transport.relay.UdpRelay;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A gateway's media server and one more that plays everybody it talks to, on the loopback.
final class Peers implements AutoCloseable {
  static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final int PATIENCE_SECONDS = 30;

  /// Ends of Meta's are lite, browsers are not; the gateway is what the other is not.
  static final LegPolicy LITE = policy(true);

  static final LegPolicy FULL = policy(false);

  /// Handshakes that the gateway has begun.
  final AtomicInteger handshakes = new AtomicInteger();

  final MediaServer gateway = server(counting(handshakes, dtls()));
  final MediaServer world;

  Peers() {
    this(dtls());
  }

  private Peers(DtlsEngines ofTheWorld) {
    world = server(ofTheWorld);
  }

  /// A world that is there, and never says a word of DTLS: the gateway's handshakes stay open.
  static Peers withoutHandshakes() {
    BouncyCastleDtls dtls = dtls();
    return new Peers(
        new DtlsEngines() {
          @Override
          public DtlsAttempts towards(Fingerprint expected) {
            return (_, sink) -> new Mute(sink);
          }

          @Override
          public Fingerprint localFingerprint() {
            return dtls.localFingerprint();
          }
        });
  }

  private record Mute(DtlsSink sink) implements DtlsEngine {
    @Override
    public void receive(byte[] b, int off, int len) {}

    @Override
    public void close() {
      sink.ended();
    }
  }

  /// A leg of the gateway's and the peer's end of it.
  record Leg(MediaLeg here, Ear hereEar, MediaLeg there, Ear thereEar, String answer) {
    Leg ready() {
      await(hereEar.ready());
      await(thereEar.ready());
      return this;
    }
  }

  /// A customer whose media come from Meta's one address and port.
  Leg customer(Ear hereEar) {
    Ear thereEar = new Ear();
    return connect(
        await(world.offer(LegSide.CUSTOMER, LITE, thereEar)),
        new Side(LegSide.CUSTOMER, FULL, hereEar),
        thereEar);
  }

  /// A customer behind a relay: the gateway is told the relay's port as Meta's.
  Leg customerBehind(IntFunction<UdpRelay> relay, Ear hereEar, Ear thereEar) {
    PendingOffer offer = await(world.offer(LegSide.CUSTOMER, LITE, thereEar));
    String relayed = relayed(offer.offer(), world.port(), relay);
    return connect(
        offer,
        relayed,
        UnaryOperator.identity(),
        new Side(LegSide.CUSTOMER, FULL, hereEar),
        thereEar);
  }

  /// An agent behind a relay: the browser is told the relay's port as the gateway's.
  Leg agentBehind(IntFunction<UdpRelay> relay, Ear hereEar, Ear thereEar) {
    PendingOffer offer = await(world.offerFromOwnPort(LegSide.AGENT, FULL, thereEar));
    UnaryOperator<String> relayed = answer -> relayed(answer, gateway.port(), relay);
    return connect(offer, offer.offer(), relayed, new Side(LegSide.AGENT, LITE, hereEar), thereEar);
  }

  private static String relayed(String sdp, int port, IntFunction<UdpRelay> relay) {
    String changed =
        sdp.replace(" " + port + " typ host", " " + relay.apply(port).port() + " typ host");
    if (changed.equals(sdp)) {
      throw new AssertionError("no candidate at the port that the relay stands before");
    }
    return changed;
  }

  Leg customer() {
    return customer(new Ear());
  }

  /// A customer whom we called: our offer, and the answer of Meta's one address and port.
  ///
  /// @param says what the answer says where that is not what the other end does
  Leg called(DtlsManner does, UnaryOperator<String> says) {
    Ear hereEar = new Ear();
    Ear thereEar = new Ear();
    PendingOffer offer = await(gateway.offer(LegSide.CUSTOMER, FULL, hereEar));
    Opened.Answered theirs = metasAnswer(offer, does, thereEar);
    return applied(offer, hereEar, says.apply(theirs.answer()), new Far(theirs.leg(), thereEar));
  }

  /// The same for an offer that was made before.
  Leg answered(PendingOffer offer, Ear hereEar) {
    Ear thereEar = new Ear();
    Opened.Answered theirs = metasAnswer(offer, DtlsManner.USUAL, thereEar);
    return applied(offer, hereEar, theirs.answer(), new Far(theirs.leg(), thereEar));
  }

  /// What Meta answers to an offer of ours.
  Opened.Answered metasAnswer(PendingOffer offer, DtlsManner does, Ear thereEar) {
    LegPolicy meta = LegPolicy.likeMeta("meta", does);
    return answered(await(world.answer(offer.offer(), LegSide.CUSTOMER, meta, thereEar)));
  }

  private record Far(MediaLeg leg, Ear ear) {}

  private static Leg applied(PendingOffer offer, Ear hereEar, String answer, Far far) {
    Opened.Answered ours = answered(await(offer.answered(answer)));
    return new Leg(ours.leg(), hereEar, far.leg(), far.ear(), ours.answer());
  }

  private static Opened.Answered answered(Opened opened) {
    if (opened instanceof Opened.Answered answered) {
      return answered;
    }
    throw new AssertionError("the two ends do not agree: " + opened);
  }

  Leg called(DtlsManner does) {
    return called(does, UnaryOperator.identity());
  }

  /// An agent's browser, on a port of its own.
  Leg agent(Ear hereEar) {
    Ear thereEar = new Ear();
    return connect(
        await(world.offerFromOwnPort(LegSide.AGENT, FULL, thereEar)),
        new Side(LegSide.AGENT, LITE, hereEar),
        thereEar);
  }

  Leg agent() {
    return agent(new Ear());
  }

  MediaTotals totals() {
    return await(gateway.totals());
  }

  /// Waits until the gateway holds this: a port stays for as long as DTLS says goodbye over it.
  void awaitHeld(int legs, int ports) {
    MediaTotals.Held expected = new MediaTotals.Held(legs, ports);
    long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    MediaTotals.Held held = totals().held();
    while (!held.equals(expected)) {
      if (System.nanoTime() - deadlineNanos > 0) {
        throw new AssertionError(held + " instead of " + expected);
      }
      Thread.onSpinWait();
      held = totals().held();
    }
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

  /// Frames whose last byte is their number.
  static FrameSource counting() {
    byte[] number = {0};
    return (buffer, offset, _) -> {
      buffer[offset] = (byte) 0xF8;
      buffer[offset + 1] = number[0]++;
      return 2;
    };
  }

  /// Waits for the future that the test cannot do without.
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
  }

  private record Side(LegSide side, LegPolicy policy, Ear ear) {}

  private Leg connect(PendingOffer offer, Side here, Ear thereEar) {
    return connect(offer, offer.offer(), UnaryOperator.identity(), here, thereEar);
  }

  private Leg connect(
      PendingOffer offer, String told, UnaryOperator<String> back, Side here, Ear thereEar) {
    if (!(await(gateway.answer(told, here.side(), here.policy(), here.ear()))
            instanceof Opened.Answered(MediaLeg ours, String answer))
        || !(await(offer.answered(back.apply(answer)))
            instanceof Opened.Answered(MediaLeg theirs, _))) {
      throw new AssertionError("the two ends do not agree");
    }
    return new Leg(ours, here.ear(), theirs, thereEar, answer);
  }

  /// What is injected on each datagram that passes, if anything; the relay stands in both SDPs.
  ///
  /// @param side the agent's end is a browser, the customer's Meta's
  Leg through(Relay relay, LegSide side, Consumer<byte[]> onEach) {
    return through(relay, side, DtlsManner.USUAL, onEach);
  }

  /// @param manner what the gateway's answer takes of the DTLS roles
  Leg through(Relay relay, LegSide side, DtlsManner manner, Consumer<byte[]> onEach) {
    boolean agent = side == LegSide.AGENT;
    Ear hereEar = new Ear();
    Ear thereEar = new Ear();
    PendingOffer offer =
        await(
            agent
                ? world.offerFromOwnPort(side, FULL, thereEar)
                : world.offer(side, LITE, thereEar));
    int theirPort = port(offer.offer());
    String offered = withPort(offer.offer(), theirPort, relay.peersPort());
    Opened.Answered ours =
        answered(await(gateway.answer(offered, side, (agent ? LITE : FULL).with(manner), hereEar)));
    int ourPort = port(ours.answer());
    relay.start(ourPort, theirPort, onEach);
    String answer = withPort(ours.answer(), ourPort, relay.gatewaysPort());
    Opened.Answered theirs = answered(await(offer.answered(answer)));
    return new Leg(ours.leg(), hereEar, theirs.leg(), thereEar, ours.answer());
  }

  private static int port(String sdp) {
    Matcher line = Pattern.compile("m=audio (\\d+) ").matcher(sdp);
    if (!line.find()) {
      throw new AssertionError("no audio section");
    }
    return Integer.parseInt(line.group(1));
  }

  private static String withPort(String sdp, int was, int is) {
    return sdp.replaceAll("(a=candidate:.*) " + was + " ", "$1 " + is + " ")
        .replace("m=audio " + was + " ", "m=audio " + is + " ");
  }

  private static BouncyCastleDtls dtls() {
    return new BouncyCastleDtls(
        DtlsSettings.defaults(),
        new DtlsSources(new SecureRandom(), System::nanoTime, InstantSource.system()));
  }

  private static DtlsEngines counting(AtomicInteger begun, DtlsEngines dtls) {
    return new DtlsEngines() {
      @Override
      public DtlsAttempts towards(Fingerprint expected) {
        DtlsAttempts attempts = dtls.towards(expected);
        return (role, sink) -> {
          begun.incrementAndGet();
          return attempts.open(role, sink);
        };
      }

      @Override
      public Fingerprint localFingerprint() {
        return dtls.localFingerprint();
      }
    };
  }

  /// @param realTime whether its thread asks for real-time priority
  static MediaServer server(boolean realTime) {
    return server(dtls(), realTime);
  }

  private static MediaServer server(DtlsEngines dtls) {
    return server(dtls, false);
  }

  private static MediaServer server(DtlsEngines dtls, boolean realTime) {
    return MediaServer.start(
        new MediaServer.Settings(
            new InetSocketAddress(LOOPBACK, 0),
            List.of(LOOPBACK),
            MediaServer.Settings.USUAL_HANDSHAKES_PER_S,
            realTime),
        dtls,
        new SecureRandom(),
        System::nanoTime);
  }

  private static LegPolicy policy(boolean iceLite) {
    return new LegPolicy(iceLite, InetAddressPolicy.ALLOW_ALL, "test");
  }
}
