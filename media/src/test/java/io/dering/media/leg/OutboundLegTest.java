package io.dering.media.leg;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.dtls.DtlsFailure;
import io.dering.media.dtls.DtlsRole;
import io.dering.media.net.Conditions;
import io.dering.media.net.EmulatedNetwork;
import io.dering.media.peer.LegPair;
import io.dering.media.peer.LegPeer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Legs that we offered, against an end that answers like Meta (Meta's reference 7.3), and above
/// all the answer that leaves the DTLS roles open.
class OutboundLegTest {
  private static final byte[] SPEECH = {0x78, 1, 2, 3, 4, 5, 6, 7};
  private static final InetSocketAddress STRANGER =
      new InetSocketAddress(InetAddress.ofLiteral("198.51.100.66"), 6_666);

  private final EmulatedNetwork net = new EmulatedNetwork(1);

  @ParameterizedTest
  @EnumSource
  void whicheverRoleTheAnswerTakesBothHearEachOther(DtlsManner manner) {
    net.conditions(Conditions.PERFECT.withDelayMs(30));
    LegPair pair = LegPair.outbound(net, manner).ready();

    assertThat(pair.gateway().leg.outgoing().started()).isFalse();
    assertHearsEachOther(pair);
  }

  @ParameterizedTest
  @EnumSource
  void aBadNetworkDelaysTheLegAndDoesNotEndIt(DtlsManner manner) {
    for (long seed = 1; seed <= 10; seed++) {
      EmulatedNetwork bad = new EmulatedNetwork(seed);
      bad.conditions(
          Conditions.PERFECT
              .withDelayMs(40)
              .withJitterMs(30)
              .withLoss(0.2)
              .withBurst(2)
              .withReorder(0.1, 30)
              .withDuplicate(0.1));
      LegPair pair = LegPair.outbound(bad, manner).start();
      assertThat(bad.runUntil(pair::isReady, 10_000)).as("seed=%d", seed).isTrue();
      bad.conditions(Conditions.PERFECT);
      bad.runForMs(1_000);
      assertHearsEachOther(pair);
    }
  }

  /// Both say hello as soon as there is a pair, and both hellos are on their way at once.
  @Test
  void ofTwoHellosAtOnceOursGivesWayAndOneHandshakeIsLeft() {
    net.conditions(Conditions.PERFECT.withDelayMs(30));
    LegPair pair = LegPair.outbound(net, DtlsManner.UNDECIDED).ready();

    assertThat(pair.gateway().roles).containsExactly(DtlsRole.CLIENT, DtlsRole.SERVER);
    assertThat(pair.remote().roles).containsExactly(DtlsRole.CLIENT);
    net.runForMs(60_000);
    assertThat(pair.gateway().roles).as("and it stays").hasSize(2);
    assertHearsEachOther(pair);
  }

  @Test
  void aPeerThatLeavesTheRolesOpenAndWaitsIsServedByOurHello() {
    LegPair pair =
        LegPair.outbound(
                net,
                DtlsManner.SERVER,
                answer -> answer.replace("a=setup:passive", "a=setup:actpass"))
            .ready();

    assertThat(pair.gateway().roles).containsExactly(DtlsRole.CLIENT);
    assertHearsEachOther(pair);
  }

  @Test
  void aHelloFromAnywhereButTheSelectedPairOpensNoServer() {
    LegPair pair = undecidedPeerThatIsSilent();

    pair.gateway().hand(hello(), STRANGER);

    assertThat(pair.gateway().roles).containsExactly(DtlsRole.CLIENT);
    assertThat(pair.gateway().dropped(LegDrop.NOT_VALIDATED)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"active", "passive"})
  void whereTheAnswerNamesARoleAHelloMovesNoClient(String setup) {
    LegPair pair =
        LegPair.outbound(
            net,
            DtlsManner.SERVER,
            answer -> answer.replace("a=setup:passive", "a=setup:" + setup));
    pair.remote().deafToDtls();
    pair.start();
    net.runForMs(100);

    pair.gateway().hand(hello(), LegPair.META);
    pair.gateway().hand(hello(), LegPair.META);

    assertThat(pair.gateway().roles)
        .containsOnly(setup.equals("active") ? DtlsRole.SERVER : DtlsRole.CLIENT)
        .hasSize(1);
  }

  @Test
  void whatIsCutShortOrNoPlaintextHelloOpensNoServer() {
    LegPair pair = undecidedPeerThatIsSilent();
    for (int length = 1; length < 14; length++) {
      pair.gateway().hand(Arrays.copyOf(hello(), length), LegPair.META);
    }
    byte[] encrypted = hello();
    encrypted[4] = 1;
    byte[] alert = hello();
    alert[0] = 21;
    byte[] finished = hello();
    finished[13] = 20;
    for (byte[] other : List.of(encrypted, alert, finished)) {
      pair.gateway().hand(other, LegPair.META);
    }

    assertThat(pair.gateway().roles).containsExactly(DtlsRole.CLIENT);
    assertThat(pair.gateway().leg.closed()).isFalse();
  }

  /// A forger of Meta's address can say hello; it costs some seconds at most.
  @Test
  void forgedHellosCostTheLegAWhileAndNotTheCall() {
    LegPair pair = undecidedPeerThatIsSilent();
    long begun = net.nowNanos();

    pair.gateway().hand(hello(), LegPair.META);
    pair.gateway().hand(hello(), LegPair.META);
    assertThat(pair.gateway().roles).containsExactly(DtlsRole.CLIENT, DtlsRole.SERVER);

    for (int i = 0; i < 90; i++) {
      net.runForMs(100);
      pair.gateway().hand(hello(), LegPair.META);
    }
    assertThat(pair.gateway().roles)
        .as("after two of them the hello is ours alone")
        .containsExactly(
            DtlsRole.CLIENT, DtlsRole.SERVER, DtlsRole.CLIENT, DtlsRole.SERVER, DtlsRole.CLIENT);
    assertThat(pair.gateway().attempts.getLast() - begun)
        .isBetween(TimeUnit.SECONDS.toNanos(8), TimeUnit.SECONDS.toNanos(9));
    assertThat(pair.gateway().leg.closed()).isFalse();
  }

  @Test
  void onceOurHelloIsAnsweredAForeignOneChangesNothing() {
    LegPair pair =
        LegPair.outbound(
            net, DtlsManner.SERVER, answer -> answer.replace("a=setup:passive", "a=setup:actpass"));
    pair.gateway().deafToDtls();
    pair.start();
    net.runForMs(100);

    pair.gateway().hand(hello(), LegPair.META);

    assertThat(pair.gateway().roles).containsExactly(DtlsRole.CLIENT);
  }

  @Test
  void anAttemptOfOursThatFailedIsBegunAgainAndStillGivesWay() {
    LegPair pair = LegPair.outbound(net, DtlsManner.UNDECIDED);
    pair.gateway().failNext(DtlsFailure.HANDSHAKE);
    pair.start();

    assertThat(net.runUntil(pair::isReady, 5_000)).isTrue();

    assertThat(pair.gateway().roles)
        .containsExactly(DtlsRole.CLIENT, DtlsRole.CLIENT, DtlsRole.SERVER);
    assertHearsEachOther(pair);
  }

  private LegPair undecidedPeerThatIsSilent() {
    LegPair pair =
        LegPair.outbound(
            net, DtlsManner.SERVER, answer -> answer.replace("a=setup:passive", "a=setup:actpass"));
    pair.remote().deafToDtls();
    pair.start();
    net.runForMs(100);
    assertThat(pair.gateway().roles).containsExactly(DtlsRole.CLIENT);
    return pair;
  }

  /// Looks like one to the leg, and is nothing to the engine that it opens.
  private static byte[] hello() {
    byte[] hello = new byte[60];
    hello[0] = 22;
    hello[13] = 1;
    return hello;
  }

  private static void assertHearsEachOther(LegPair pair) {
    pair.gateway().heard.clear();
    pair.remote().heard.clear();
    pair.gateway().say(SPEECH);
    pair.remote().say(SPEECH);
    pair.network().runForMs(200);
    for (LegPeer peer : List.of(pair.gateway(), pair.remote())) {
      assertThat(peer.heard).hasSize(1);
      byte[] packet = peer.heard.getFirst();
      assertThat(Arrays.copyOfRange(packet, 12, packet.length)).isEqualTo(SPEECH);
    }
  }
}
