package io.dering.transport.udp;

import io.dering.media.dtls.HandshakeBudget;
import io.dering.media.ice.InetAddressPolicy;
import io.dering.media.leg.LegPolicy;
import io.dering.media.leg.Negotiation;
import io.dering.media.sdp.SdpReader;
import io.dering.media.sdp.SdpResult;
import io.dering.transport.dtls.BouncyCastleDtls;
import io.dering.transport.dtls.DtlsSettings;
import io.dering.transport.dtls.DtlsSources;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// Slots on one bound socket whose loop has nothing to do, to be looked at by a test's own thread.
final class Slots implements AutoCloseable {
  private final SecureRandom random = new SecureRandom();
  private final BouncyCastleDtls dtls =
      new BouncyCastleDtls(
          DtlsSettings.defaults(),
          new DtlsSources(random, System::nanoTime, InstantSource.system()));
  private final MediaThread thread = new MediaThread();
  private final MediaLoop loop;
  private final MediaSockets sockets;

  Slots() {
    this(System::nanoTime);
  }

  Slots(LongSupplier nanoClock) {
    HandshakeBudget budget = new HandshakeBudget(MediaServer.Settings.USUAL_HANDSHAKES_PER_S);
    loop =
        new MediaLoop(
            thread.next(), dtls, budget, RealTimePriority.ofTheSystem(nanoClock, false), nanoClock);
    sockets = bound();
  }

  /// With an alarm of the test's own.
  Slots(LongSupplier nanoClock, Function<Runnable, Alarm> alarm) {
    HandshakeBudget budget = new HandshakeBudget(MediaServer.Settings.USUAL_HANDSHAKES_PER_S);
    loop =
        new MediaLoop(
            thread.next(),
            dtls,
            budget,
            RealTimePriority.ofTheSystem(nanoClock, false),
            nanoClock,
            alarm);
    sockets = bound();
  }

  private MediaSockets bound() {
    MediaSockets made =
        new MediaSockets(
            loop,
            new MediaServer.Settings(
                new InetSocketAddress(Peers.LOOPBACK, 0), List.of(Peers.LOOPBACK)));
    made.bindFirst();
    return made;
  }

  MediaLoop loop() {
    return loop;
  }

  MediaSockets sockets() {
    return sockets;
  }

  MediaSocket socket() {
    return sockets.first();
  }

  LegSlot slot() {
    return slot(LegSide.AGENT);
  }

  LegSlot slot(LegSide side) {
    LegPolicy browser = new LegPolicy(false, InetAddressPolicy.ALLOW_ALL, "test");
    LegPolicy gateway = new LegPolicy(true, InetAddressPolicy.ALLOW_ALL, "test");
    var candidates = sockets.candidates(socket());
    String offer = Negotiation.offering(browser, candidates, dtls.localFingerprint(), random).sdp();
    if (SdpReader.read(offer) instanceof SdpResult.Accepted(var session)
        && Negotiation.answering(session, gateway, candidates, dtls.localFingerprint(), random)
            instanceof Negotiation.Agreed agreed) {
      return new LegSlot(socket(), new LoopLeg(loop, side), (_, _) -> {}, agreed, random);
    }
    throw new AssertionError("the two ends do not agree");
  }

  @Override
  public void close() {
    Peers.await(CompletableFuture.runAsync(sockets::close, loop.eventLoop()));
    thread.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
  }
}
