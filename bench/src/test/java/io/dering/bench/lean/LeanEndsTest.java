package io.dering.bench.lean;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.bench.load.Ends;
import io.dering.media.dtls.Fingerprint;
import io.dering.media.ice.Candidate;
import io.dering.media.leg.LegDrop;
import io.dering.media.leg.LegEvent;
import io.dering.media.leg.Negotiation;
import io.dering.media.sdp.AudioSession;
import io.dering.media.sdp.SdpReader;
import io.dering.media.sdp.SdpResult;
import io.dering.media.stun.MessageIntegrity;
import io.dering.media.stun.StunType;
import io.dering.media.stun.StunWriter;
import io.dering.transport.udp.LegSide;
import io.dering.transport.udp.MediaLeg;
import io.dering.transport.udp.MediaListener;
import io.dering.transport.udp.Opened;
import io.dering.transport.udp.PendingOffer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two far ends that talk to each other: ICE, DTLS and SRTP through the one socket.
final class LeanEndsTest {
  private static final long PATIENCE_S = 20;
  private static final int PACKETS = 5;
  private static final long CLOCKS_NANOS = 100_000_000L;

  private final LeanEnds ends = Ends.lean(new SecureRandom(), 20);
  private final Talker offering = new Talker();
  private final Talker answering = new Talker();

  private PendingOffer offered() throws Exception {
    return done(ends.offerFromOwnPort(LegSide.AGENT, Ends.LIKE_A_BROWSER, offering));
  }

  private Opened.Answered answered(PendingOffer offer) throws Exception {
    return (Opened.Answered)
        done(ends.answer(offer.offer(), LegSide.CUSTOMER, Ends.LIKE_A_BROWSER, answering));
  }

  @AfterEach
  void close() {
    ends.close();
  }

  @Test
  void twoLegsConnectAndHearEachOther() throws Exception {
    PendingOffer offer = offered();
    Opened.Answered answer = answered(offer);
    long before = System.nanoTime();
    assertThat(done(offer.answered(answer.answer()))).isInstanceOf(Opened.Answered.class);
    bothAreHeard();
    long after = System.nanoTime();

    Watch watch = ends.watch();
    answer.leg().close();
    assertThat(done(answer.leg().stats()).packetsIn()).isGreaterThanOrEqualTo(PACKETS);
    Watched watched = watch.watched();
    assertThat(watched.notAuthentic()).isZero();
    assertThat(watched.losses().refused()).isZero();
    // When the kernel took it. Two clocks are read, and a thread may be held up between.
    assertThat(offering.stampNanos.get()).isBetween(before - CLOCKS_NANOS, after + CLOCKS_NANOS);
  }

  @Test
  void whoStopsPlayingIsHeardNoMore() throws Exception {
    PendingOffer offer = offered();
    Opened.Answered answer = answered(offer);
    done(offer.answered(answer.answer()));
    bothAreHeard();
    answer.leg().stopPlaying();
    done(answer.leg().stats());
    long said = answering.said.get();
    // Both are in one thread, at one pace: the other one is the clock.
    CountDownLatch later = new CountDownLatch(PACKETS);
    offering.frames = later;
    assertThat(later.await(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
    assertThat(answering.said.get()).isEqualTo(said);
  }

  @Test
  void anOfferIsUsedOnceAndNotAfterItWasWithdrawn() throws Exception {
    PendingOffer offer = offered();
    Opened.Answered answer = answered(offer);
    assertThat(done(offer.answered(answer.answer()))).isInstanceOf(Opened.Answered.class);
    assertThat(done(offer.answered(answer.answer()))).isInstanceOf(Opened.Refused.class);
    PendingOffer another =
        done(ends.offerFromOwnPort(LegSide.AGENT, Ends.LIKE_A_BROWSER, offering));
    another.withdraw();
    assertThat(done(another.answered(answer.answer()))).isInstanceOf(Opened.Refused.class);
  }

  /// What is wrong with a measurement is seen: a forged check, a stranger's word, and who speaks to
  /// an address at which nobody stands, or nobody any more.
  @Test
  void whatIsForgedStrangeOrForNobodyIsCountedApart() throws Exception {
    Watch watch = ends.watch();
    try (DatagramSocket stranger = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      Opened.Answered first = answering(stranger);
      Opened.Answered second = answering(stranger);
      AudioSession at = session(first);
      InetSocketAddress leg = at.candidates().getFirst().address();
      InetSocketAddress nobody =
          new InetSocketAddress(Route.address(Loopbacks.address(5_000)), leg.getPort());
      send(stranger, forgedCheck(at.ice().ufrag()), leg);
      send(stranger, new byte[] {1, 2, 3}, nobody);
      sendAndSeeRefused(stranger, first);
      first.leg().close();
      done(first.leg().stats());
      send(stranger, new byte[] {1, 2, 3}, leg);
      sendAndSeeRefused(stranger, second);
    }
    Watched watched = watch.watched();
    assertThat(watched.notAuthentic()).isEqualTo(1);
    assertThat(watched.otherwiseDropped()).isEqualTo(2);
    assertThat(watched.strangers()).isEqualTo(2);
  }

  /// A leg whose checks go to that socket, and not to another far end.
  private Opened.Answered answering(DatagramSocket socket) throws Exception {
    Negotiation elsewhere =
        Negotiation.offering(
            Ends.LIKE_A_BROWSER,
            List.of(
                Candidate.host("1", (InetSocketAddress) socket.getLocalSocketAddress(), 65_535)),
            Fingerprint.ofCertificate(new byte[] {1}),
            new SecureRandom());
    return (Opened.Answered)
        done(ends.answer(elsewhere.sdp(), LegSide.CUSTOMER, Ends.LIKE_A_BROWSER, new Talker()));
  }

  private void bothAreHeard() throws InterruptedException {
    assertThat(offering.heard.await(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
    assertThat(answering.heard.await(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
  }

  /// RTP of somebody whom the leg does not know. One socket takes datagrams in their order, so
  /// those sent before have been taken as well.
  private static void sendAndSeeRefused(DatagramSocket stranger, Opened.Answered to)
      throws Exception {
    byte[] rtp = {(byte) 0x80, 111, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 7};
    send(stranger, rtp, session(to).candidates().getFirst().address());
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
    while (done(to.leg().stats()).dropped(LegDrop.NOT_VALIDATED) == 0) {
      assertThat(System.nanoTime()).isLessThan(until);
    }
  }

  private static AudioSession session(Opened.Answered opened) {
    return ((SdpResult.Accepted) SdpReader.read(opened.answer())).session();
  }

  private static byte[] forgedCheck(String ufrag) {
    StunWriter check =
        new StunWriter()
            .begin(StunType.BINDING_REQUEST, 1, 2)
            .username((ufrag + ":none").getBytes(StandardCharsets.US_ASCII))
            .priority(1)
            .iceControlling(1)
            .integrity(MessageIntegrity.ofPassword("not the password that was agreed"))
            .fingerprint();
    return Arrays.copyOf(check.array(), check.length());
  }

  private static void send(DatagramSocket from, byte[] what, InetSocketAddress to)
      throws IOException {
    from.send(new DatagramPacket(what, what.length, to));
  }

  private static <T> T done(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
  }

  private static final class Talker implements MediaListener {
    private final CountDownLatch heard = new CountDownLatch(PACKETS);
    private final AtomicLong stampNanos = new AtomicLong();
    private final AtomicLong said = new AtomicLong();
    private volatile CountDownLatch frames = new CountDownLatch(0);

    @Override
    public void legEvent(MediaLeg leg, LegEvent event) {
      if (event instanceof LegEvent.MediaReady) {
        leg.play((buffer, offset, _) -> {
          buffer[offset] = 0x48;
          said.incrementAndGet();
          frames.countDown();
          return 1;
        });
      }
    }

    @Override
    public void media(byte[] buffer, int offset, int length, long nowNanos) {
      assertThat(length).isEqualTo(13);
      stampNanos.set(nowNanos);
      heard.countDown();
    }
  }
}
