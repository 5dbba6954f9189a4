package io.dering.media.leg;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.dtls.DtlsFailure;
import io.dering.media.dtls.DtlsKeys;
import io.dering.media.net.Conditions;
import io.dering.media.net.EmulatedNetwork;
import io.dering.media.peer.LegPair;
import io.dering.media.peer.LegPeer;
import io.dering.media.srtp.SrtpProfile;
import io.dering.media.time.Deadline;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Two legs over the emulated network: every row of [Leg]'s table.
class LegPairTest {
  private static final byte[] SPEECH = {0x78, 1, 2, 3, 4, 5, 6, 7};
  private static final InetSocketAddress ELSEWHERE =
      new InetSocketAddress(LegPair.BROWSER.getAddress(), 50_123);

  private final EmulatedNetwork net = new EmulatedNetwork(1);

  @ParameterizedTest
  @EnumSource
  void aCustomersLegCarriesMediaBothWaysAfterThreeRoundTrips(SrtpProfile profile) {
    net.conditions(Conditions.PERFECT.withDelayMs(30));
    LegPair pair = LegPair.customer(net, profile).start();

    // Check and nomination, then two flights: the client is ready when the answer is here.
    assertThat(net.runUntil(pair::isReady, 4 * 60)).isTrue();

    assertThat(pair.gateway().events)
        .containsExactly(new LegEvent.PathSelected(LegPair.META), new LegEvent.MediaReady(profile));
    assertThat(pair.remote().events)
        .containsExactly(
            new LegEvent.PathSelected(LegPair.GATEWAY), new LegEvent.MediaReady(profile));
    assertHearsEachOther(pair);
  }

  @ParameterizedTest
  @EnumSource
  void anAgentsLegCarriesMediaBothWays(SrtpProfile profile) {
    net.conditions(Conditions.PERFECT.withDelayMs(30));
    LegPair pair = LegPair.agent(net, profile).start();

    assertThat(net.runUntil(pair::isReady, 4 * 60)).isTrue();

    assertThat(pair.gateway().events)
        .containsExactly(
            new LegEvent.PathSelected(LegPair.BROWSER), new LegEvent.MediaReady(profile));
    assertHearsEachOther(pair);
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void aBadNetworkDelaysALegAndDoesNotEndIt(long seed) {
    EmulatedNetwork bad = new EmulatedNetwork(seed);
    bad.conditions(
        Conditions.PERFECT
            .withDelayMs(40)
            .withJitterMs(30)
            .withLoss(0.2)
            .withBurst(2)
            .withReorder(0.1, 30)
            .withDuplicate(0.1));
    LegPair customer = LegPair.customer(bad).start();
    LegPair agent = LegPair.agent(bad).start();

    assertThat(bad.runUntil(() -> customer.isReady() && agent.isReady(), 10_000)).isTrue();

    bad.conditions(Conditions.PERFECT);
    bad.runForMs(1_000);
    assertHearsEachOther(customer);
    assertHearsEachOther(agent);
  }

  @Test
  void aFailedAttemptIsBegunAgainAfterAPauseOnTheSamePair() {
    LegPair pair = LegPair.customer(net);
    pair.gateway().failNext(DtlsFailure.HANDSHAKE, DtlsFailure.TIMED_OUT, DtlsFailure.OVERLOADED);
    pair.start();

    assertThat(net.runUntil(pair::isReady, 5_000)).isTrue();

    List<Long> attempts = pair.gateway().attempts;
    assertThat(attempts).hasSize(4);
    for (int i = 1; i < attempts.size(); i++) {
      assertThat(attempts.get(i) - attempts.get(i - 1)).isEqualTo(Handshake.PAUSE_NANOS);
    }
    assertThat(pair.gateway().leg.stats().snapshot().failedHandshakes()).isEqualTo(3);
    assertThat(pair.gateway().events).as("nobody is told of an attempt that failed").hasSize(2);
    assertHearsEachOther(pair);
  }

  /// The peer may have been answered, and then it says no hello again.
  @Test
  void aServerWhoseAttemptFailedBeginsTheNextByItselfAfterThePause() {
    LegPair pair = LegPair.customer(net);
    pair.remote().failNext(DtlsFailure.HANDSHAKE);
    pair.start();

    assertThat(net.runUntil(pair::isReady, 5_000)).isTrue();

    List<Long> attempts = pair.remote().attempts;
    assertThat(attempts).hasSize(2);
    assertThat(attempts.get(1) - attempts.get(0)).isEqualTo(Handshake.PAUSE_NANOS);
    assertHearsEachOther(pair);
  }

  /// The client repeats its hello every 300 ms.
  @Test
  void aServerThatFoundNoPlaceForItsAttemptWaitsForTheNextWord() {
    LegPair pair = LegPair.customer(net);
    pair.remote().failNext(DtlsFailure.OVERLOADED);
    pair.start();

    assertThat(net.runUntil(pair::isReady, 5_000)).isTrue();

    List<Long> attempts = pair.remote().attempts;
    assertThat(attempts).hasSize(2);
    assertThat(attempts.get(1) - attempts.get(0)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(300));
    assertHearsEachOther(pair);
  }

  @Test
  void hellosDuringThePauseBeginNothingAndAnAttemptIsNotThrownAwayByThePauseBeforeIt() {
    LegPair pair = LegPair.customer(net);
    LegPeer server = pair.remote();
    pair.gateway().failNext(DtlsFailure.HANDSHAKE);
    server.failNext(DtlsFailure.HANDSHAKE);
    pair.start();
    net.runUntil(() -> server.attempts.size() == 1, 1_000);
    long failedAt = server.attempts.getFirst();
    byte[] hello = hello();
    for (int i = 0; i < 49; i++) {
      net.runForMs(1);
      server.hand(hello.clone(), LegPair.GATEWAY);
    }

    assertThat(server.attempts).hasSize(1);
    assertThat(server.dropped(LegDrop.NO_HANDSHAKE)).isEqualTo(49);

    assertThat(net.runUntil(pair::isReady, 5_000)).isTrue();
    assertThat(server.attempts).hasSize(2);
    assertThat(server.attempts.get(1) - failedAt).isGreaterThanOrEqualTo(Handshake.PAUSE_NANOS);
  }

  @Test
  void whatAnOlderAttemptSaysIsIgnored() {
    LegPair pair = LegPair.customer(net);
    LegPeer gateway = pair.gateway();
    gateway.failNext(DtlsFailure.HANDSHAKE);
    gateway.deafToDtls();
    pair.start();
    net.runUntil(() -> gateway.attempts.size() == 2, 1_000);
    long sent = gateway.datagramsOut();
    SrtpProfile profile = SrtpProfile.AEAD_AES_128_GCM;
    DtlsKeys keys = new DtlsKeys(profile, new byte[profile.keyingMaterialLength()], true);

    gateway.turn(now -> {
      gateway.leg.dtlsEstablished(1, keys, now, gateway);
      gateway.leg.dtlsFailed(1, DtlsFailure.FINGERPRINT_MISMATCH, now, gateway);
      gateway.leg.dtlsFailed(1, DtlsFailure.FINGERPRINT_MISMATCH, now, gateway);
      gateway.leg.dtlsFailed(1, DtlsFailure.FINGERPRINT_MISMATCH, now, gateway);
      gateway.leg.transmitDtls(1, new byte[20], gateway);
      gateway.leg.dtlsClosed(1, now, gateway);
    });

    assertThat(gateway.isReady()).isFalse();
    assertThat(gateway.leg.closed()).isFalse();
    assertThat(gateway.datagramsOut()).isEqualTo(sent);
    assertThat(gateway.attempts).hasSize(2);
  }

  @Test
  void aWrongCertificateIsRefusedUntilTheDeadlineAndThenBelieved() {
    LegPair pair = LegPair.customerWithAnotherCertificate(net).start();

    assertThat(net.runUntil(pair.gateway().leg::closed, 12_000)).isTrue();

    assertThat(pair.gateway().attempts).hasSizeGreaterThan(3);
    assertThat(pair.gateway().events.getLast())
        .isEqualTo(new LegEvent.Closed(LegClosure.FINGERPRINT_MISMATCH));
    assertThat(pair.gateway().events).noneMatch(event -> event instanceof LegEvent.MediaReady);
  }

  @Test
  void refusalsMayBeAForgersAndALaterAttemptStillSucceeds() {
    LegPair pair = LegPair.customer(net);
    pair.gateway()
        .failNext(
            DtlsFailure.FINGERPRINT_MISMATCH,
            DtlsFailure.NO_SRTP_PROFILE,
            DtlsFailure.FINGERPRINT_MISMATCH,
            DtlsFailure.FINGERPRINT_MISMATCH);
    pair.start();

    assertThat(net.runUntil(pair::isReady, 4_000)).isTrue();
    assertThat(pair.gateway().attempts).hasSize(5);
  }

  @Test
  void aPeerWithoutAProfileOfOursIsRefusedWithThatReason() {
    LegPair pair = LegPair.customer(net);
    pair.gateway()
        .failNext(
            Collections.nCopies(400, DtlsFailure.NO_SRTP_PROFILE).toArray(new DtlsFailure[0]));
    pair.start();

    assertThat(net.runUntil(pair.gateway().leg::closed, 12_000)).isTrue();
    assertThat(pair.gateway().events.getLast())
        .isEqualTo(new LegEvent.Closed(LegClosure.NO_SRTP_PROFILE));
  }

  @Test
  void aHandshakeThatComesToNothingIsOverTenSecondsAfterThePairWasSelected() {
    LegPair pair = LegPair.customer(net);
    pair.gateway().deafToDtls();
    pair.remote().deafToDtls();
    pair.start();
    long selectedAt = net.nowNanos();
    assertThat(pair.gateway().events).isEmpty();
    net.runUntil(() -> !pair.gateway().events.isEmpty(), 100);
    assertThat(net.nowNanos()).isEqualTo(selectedAt);

    net.runForMs(9_999);
    assertThat(pair.gateway().leg.closed()).isFalse();
    net.runForMs(1);

    LegEvent over = new LegEvent.Closed(LegClosure.DTLS_TIMED_OUT);
    assertThat(pair.gateway().events.getLast()).isEqualTo(over);
    assertThat(pair.remote().events.getLast()).isEqualTo(over);
    assertSilentForGood(pair.gateway());
    assertSilentForGood(pair.remote());
  }

  @Test
  void attemptsThatFailUntilTheDeadlineDoNotPutItOff() {
    LegPair pair = LegPair.customer(net);
    DtlsFailure[] failures = new DtlsFailure[1_000];
    Arrays.fill(failures, DtlsFailure.HANDSHAKE);
    pair.gateway().failNext(failures);
    pair.start();

    net.runForMs(10_000);

    assertThat(pair.gateway().events.getLast())
        .isEqualTo(new LegEvent.Closed(LegClosure.DTLS_TIMED_OUT));
    assertThat(pair.gateway().attempts).hasSizeBetween(199, 201);
  }

  @Test
  void noAnswerToAnyCheckEndsTheLeg() {
    net.conditions(Conditions.CUT);
    LegPair pair = LegPair.customer(net).start();

    net.runForMs(15_000);

    assertThat(pair.gateway().events).containsExactly(new LegEvent.Closed(LegClosure.ICE_FAILED));
    assertThat(pair.remote().events).containsExactly(new LegEvent.Closed(LegClosure.ICE_FAILED));
    assertSilentForGood(pair.gateway());
  }

  @Test
  void withoutConsentBothKindsOfLegEndAndSendNothingMore() {
    LegPair customer = LegPair.customer(net).ready();
    LegPair agent = LegPair.agent(net).ready();
    net.runForMs(60_000);
    assertThat(customer.isReady() && agent.isReady()).as("consent is renewed").isTrue();

    net.conditions(Conditions.CUT);
    net.runForMs(46_000);

    for (LegPeer peer :
        List.of(customer.gateway(), customer.remote(), agent.gateway(), agent.remote())) {
      assertThat(peer.events.getLast()).isEqualTo(new LegEvent.Closed(LegClosure.CONSENT_LOST));
      assertSilentForGood(peer);
    }
  }

  @Test
  void aPathThatIsGoneForLessThanTheConsentTimeoutCostsNoCall() {
    LegPair pair = LegPair.customer(net).ready();
    net.conditions(Conditions.CUT);
    net.runForMs(20_000);
    net.conditions(Conditions.PERFECT);
    net.runForMs(60_000);

    assertHearsEachOther(pair);
  }

  /// IN-6: what the gateway knows of an agent's warm leg, without waiting for consent to end.
  @Test
  void aPeerThatIsNotHeardForEightSecondsIsQuietUntilItIsHeardAgain() {
    LegPair pair = LegPair.agent(net).ready();
    LegPeer gateway = pair.gateway();
    net.runForMs(60_000);
    assertThat(gateway.events).as("checks are signs of life").noneMatch(LegPairTest::isOfSilence);

    net.conditions(Conditions.CUT);
    net.runForMs(13_000);
    assertThat(gateway.events.getLast())
        .isInstanceOfSatisfying(
            LegEvent.Quiet.class,
            quiet -> assertThat(quiet.silenceNanos()).isBetween(8_000_000_000L, 8_100_000_000L));
    assertThat(gateway.events.stream().filter(LegPairTest::isOfSilence)).hasSize(1);

    net.conditions(Conditions.PERFECT);
    pair.remote().say(SPEECH);
    net.runForMs(1);
    assertThat(gateway.events.getLast()).isEqualTo(new LegEvent.HeardAgain());
    net.runForMs(60_000);
    assertThat(gateway.events.stream().filter(LegPairTest::isOfSilence)).hasSize(2);
    assertThat(pair.isReady()).isTrue();
  }

  private static boolean isOfSilence(LegEvent event) {
    return event instanceof LegEvent.Quiet || event instanceof LegEvent.HeardAgain;
  }

  @Test
  void mediaFollowsAPeerThatMoves() {
    LegPair pair = LegPair.agent(net).ready();
    LegPeer gateway = pair.gateway();
    net.runForMs(2_000);
    pair.remote().port.moveTo(ELSEWHERE);
    pair.remote().say(SPEECH);
    net.runForMs(1);
    assertThat(gateway.heard).as("nobody has proved the new address").isEmpty();
    assertThat(gateway.dropped(LegDrop.NOT_VALIDATED)).isEqualTo(1);

    gateway.hand(pair.remote().nominatingCheck(), ELSEWHERE);

    assertThat(gateway.events.getLast()).isEqualTo(new LegEvent.PathSelected(ELSEWHERE));
    assertHearsEachOther(pair);
    assertThat(gateway.attempts).as("the keys stay").hasSize(1);
  }

  /// A NAT that was restarted: the peer does not know that it has another address, and nominates
  /// nothing. Its next check proves the address, and its media says that it is there.
  @Test
  void mediaFollowsAPeerThatDoesNotKnowThatItHasMoved() {
    LegPair pair = LegPair.agent(net).ready();
    LegPeer gateway = pair.gateway();
    net.runForMs(20_000);
    pair.remote().port.moveTo(ELSEWHERE);
    for (int i = 0; i < 350; i++) {
      pair.remote().say(SPEECH);
      net.runForMs(20);
    }
    assertThat(gateway.events.getLast()).isEqualTo(new LegEvent.PathSelected(ELSEWHERE));
    assertHearsEachOther(pair);
    assertThat(gateway.attempts).as("the keys stay").hasSize(1);
    net.runForMs(120_000);
    assertThat(pair.isReady()).isTrue();
  }

  /// No media: the silence of the old address and two checks from the new one have to do.
  @Test
  void aMutedPeerThatDoesNotKnowThatItHasMovedIsFollowedAsWell() {
    LegPair pair = LegPair.agent(net).ready();
    net.runForMs(20_000);
    pair.remote().port.moveTo(ELSEWHERE);
    net.runForMs(13_000);
    assertThat(pair.gateway().events.getLast()).isEqualTo(new LegEvent.PathSelected(ELSEWHERE));
    assertHearsEachOther(pair);
  }

  /// What a stranger sends is no sign that the peer is there, and what the peer sends by another
  /// way is none while it still checks the selected one.
  @Test
  void aPeerThatIsStillHeardAtItsAddressIsNotLookedForElsewhere() {
    LegPair pair = LegPair.agent(net).ready();
    LegPeer gateway = pair.gateway();
    net.runForMs(20_000);
    gateway.hand(pair.remote().check(), ELSEWHERE);
    for (int i = 0; i < 150; i++) {
      pair.remote().say(SPEECH);
      net.runForMs(20);
    }
    int selections = gateway.events.size();
    pair.remote().say(SPEECH);
    gateway.hand(pair.remote().lastRtp(), ELSEWHERE);
    net.runForMs(1);
    gateway.hand(pair.remote().check(), ELSEWHERE);
    assertThat(gateway.events).hasSize(selections);
    assertHearsEachOther(pair);
  }

  @Test
  void anAuthenticatedCloseNotifyEndsTheLegAndOurOwnEndIsSaidOnce() {
    LegPair pair = LegPair.agent(net).ready();
    LegPeer gateway = pair.gateway();

    gateway.turn(now -> gateway.leg.dtlsClosed(1, now, gateway));

    assertThat(gateway.events.getLast()).isEqualTo(new LegEvent.Closed(LegClosure.CLOSED_BY_PEER));
    gateway.close();
    assertThat(gateway.events.stream().filter(event -> event instanceof LegEvent.Closed))
        .hasSize(1);
    assertSilentForGood(gateway);
  }

  @Test
  void closingSaysByeAndCloseNotifyAndThenNothing() {
    LegPair pair = LegPair.customer(net).ready();
    LegPeer gateway = pair.gateway();
    long before = gateway.datagramsOut();

    gateway.close();

    assertThat(gateway.datagramsOut() - before).as("SRTCP and the alert").isEqualTo(2);
    assertThat(gateway.events.getLast()).isEqualTo(new LegEvent.Closed(LegClosure.CLOSED_BY_US));
    net.runForMs(1);
    assertThat(pair.remote().events.getLast())
        .isEqualTo(new LegEvent.Closed(LegClosure.CLOSED_BY_PEER));
    byte[] alert = {21, (byte) 0xFE, (byte) 0xFD};
    byte[] repeatedFlight = {22, (byte) 0xFE, (byte) 0xFD};
    gateway.turn(_ -> {
      gateway.leg.transmitDtls(1, alert, gateway);
      gateway.leg.transmitDtls(1, repeatedFlight, gateway);
    });
    assertSilentForGood(gateway);
  }

  @Test
  void aFlightThatComesLateDoesNotTakeThePlaceOfTheCloseNotify() {
    LegPair pair = LegPair.customer(net).ready();
    LegPeer gateway = pair.gateway();
    byte[] repeatedFlight = {22, (byte) 0xFE, (byte) 0xFD};
    long before = gateway.datagramsOut();
    gateway.turn(now -> {
      gateway.leg.close(now, gateway);
      gateway.leg.transmitDtls(1, repeatedFlight, gateway);
    });
    assertThat(gateway.datagramsOut() - before).as("SRTCP and the alert").isEqualTo(2);
    net.runForMs(1);
    assertThat(pair.remote().leg.closed()).isTrue();
  }

  @Test
  void aLegThatIsClosedBeforeItStartedToConnectStaysSilent() {
    LegPair pair = LegPair.customer(net);
    pair.gateway().close();
    assertThat(pair.gateway().events).containsExactly(new LegEvent.Closed(LegClosure.CLOSED_BY_US));
    assertSilentForGood(pair.gateway());
  }

  @Test
  void nothingIsSentBeforeThereAreKeys() {
    LegPair pair = LegPair.customer(net);
    pair.gateway().deafToDtls();
    pair.start();
    net.runForMs(1_000);
    pair.gateway().say(SPEECH);
    assertThat(pair.gateway().rtpOut()).isZero();
  }

  private void assertHearsEachOther(LegPair pair) {
    pair.gateway().heard.clear();
    pair.remote().heard.clear();
    pair.gateway().say(SPEECH);
    pair.remote().say(SPEECH);
    pair.network().runForMs(200);
    assertThat(payload(pair.remote())).isEqualTo(SPEECH);
    assertThat(payload(pair.gateway())).isEqualTo(SPEECH);
  }

  private static byte[] payload(LegPeer peer) {
    assertThat(peer.heard).hasSize(1);
    byte[] packet = peer.heard.getFirst();
    return Arrays.copyOfRange(packet, 12, packet.length);
  }

  private void assertSilentForGood(LegPeer peer) {
    long before = peer.datagramsOut();
    int events = peer.events.size();
    net.runForMs(60_000);
    peer.turn(now -> peer.leg.advance(now, peer));
    assertThat(peer.datagramsOut()).isEqualTo(before);
    assertThat(peer.events).hasSize(events);
    assertThat(peer.leg.nextDeadlineNanos()).isEqualTo(Deadline.NEVER);
  }

  private static byte[] hello() {
    byte[] hello = new byte[34];
    hello[0] = 22;
    hello[13] = 1;
    return hello;
  }
}
