package io.dering.media.leg;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.demux.PacketKind;
import io.dering.media.net.EmulatedNetwork;
import io.dering.media.peer.LegPair;
import io.dering.media.peer.LegPeer;
import io.dering.media.rtp.RtpHeader;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A leg in a call against datagrams that are not its peer's: counted, and nothing else.
class LegHostileTest {
  private static final byte[] SPEECH = {0x78, 1, 2, 3, 4, 5, 6, 7};
  private static final InetSocketAddress STRANGER =
      new InetSocketAddress(LegPair.META.getAddress(), 3485);

  private final EmulatedNetwork net = new EmulatedNetwork(7);
  private final LegPair pair = LegPair.customer(net).ready();
  private final LegPeer gateway = pair.gateway();
  private int events;
  private long datagramsOut;

  @BeforeEach
  void remember() {
    events = gateway.events.size();
    datagramsOut = gateway.datagramsOut();
  }

  @Test
  void authenticMediaFromAnAddressThatWasNotValidatedIsNotTaken() {
    byte[] packet = sayAndCapture();

    gateway.hand(packet.clone(), STRANGER);

    assertThat(gateway.heard).isEmpty();
    assertThat(gateway.dropped(LegDrop.NOT_VALIDATED)).isEqualTo(1);
    gateway.hand(packet.clone(), LegPair.META);
    assertThat(gateway.heard).as("the forger has not used up the packet").hasSize(1);
    assertUnharmed();
  }

  @Test
  void dtlsFromAnAddressThatWasNotValidatedReachesNoEngine() {
    EmulatedNetwork fresh = new EmulatedNetwork(8);
    LegPair connecting = LegPair.customer(fresh);
    LegPeer server = connecting.remote();
    server.start();
    byte[] hello = new byte[34];
    hello[0] = 22;
    hello[13] = 1;

    server.hand(hello, LegPair.GATEWAY);
    server.hand(hello, STRANGER);

    assertThat(server.attempts).isEmpty();
    assertThat(server.dropped(LegDrop.NOT_VALIDATED)).isEqualTo(2);
    connecting.gateway().start();
    assertThat(fresh.runUntil(connecting::isReady, 1_000)).isTrue();
  }

  @Test
  void mediaBeforeTheKeysIsCountedAndNotKept() {
    EmulatedNetwork fresh = new EmulatedNetwork(8);
    LegPair connecting = LegPair.customer(fresh);
    connecting.gateway().deafToDtls();
    connecting.start();
    fresh.runForMs(1_000);

    connecting.gateway().hand(sayAndCapture(), LegPair.META);
    connecting.gateway().hand(plainBye(), LegPair.META);

    assertThat(connecting.gateway().dropped(LegDrop.NO_KEYS)).isEqualTo(2);
    assertThat(connecting.gateway().heard).isEmpty();
  }

  @Test
  void aCheckWithAGuessedPasswordIsCountedAndNotAnswered() {
    gateway.hand(pair.remote().nominatingCheck("guessedguessedguessed42"), STRANGER);
    gateway.hand(pair.remote().nominatingCheck("guessedguessedguessed43"), LegPair.META);

    assertThat(gateway.dropped(LegDrop.CHECK_NOT_AUTHENTIC)).isEqualTo(2);
    assertThat(gateway.leg.owns(STRANGER)).isFalse();
    assertUnharmed();
  }

  @Test
  void plainByeAndForgedTagsEndNothing() {
    gateway.hand(plainBye(), LegPair.META);
    byte[] forged = sayAndCapture();
    forged[forged.length - 1] ^= 1;
    gateway.hand(forged, LegPair.META);
    byte[] plainRtp = new byte[64];
    RtpHeader.write(plainRtp, 0, false, 111, 9, 9, 9);
    gateway.hand(plainRtp, LegPair.META);

    assertThat(gateway.dropped(LegDrop.NOT_AUTHENTIC)).isEqualTo(3);
    assertThat(gateway.heard).isEmpty();
    assertUnharmed();
  }

  @Test
  void anAuthenticByeEndsNothingEither() {
    gateway.deafToDtls();
    pair.remote().close();
    net.runForMs(1);

    assertThat(gateway.leg.closed()).isFalse();
    assertThat(gateway.events).hasSize(events);
  }

  @Test
  void replaysAreCountedAndHeardOnce() {
    byte[] packet = sayAndCapture();
    for (int i = 0; i < 5; i++) {
      gateway.hand(packet.clone(), LegPair.META);
    }
    assertThat(gateway.heard).hasSize(1);
    assertThat(gateway.dropped(LegDrop.REPLAYED)).isEqualTo(4);
    assertUnharmed();
  }

  @Test
  void authenticPacketsOfPayloadTypesNobodyAgreedToGoNoFurther() {
    byte[] packet = new byte[40];
    RtpHeader.write(packet, 0, false, 13, 1, 1, 77);
    pair.remote().sayRaw(packet);
    net.runForMs(1);

    assertThat(gateway.heard).isEmpty();
    assertThat(gateway.dropped(LegDrop.NOT_AGREED)).isEqualTo(1);
    assertUnharmed();
  }

  @Test
  void garbageOfEveryFirstByteAndLengthIsAnsweredWithNothing() {
    SplittableRandom random = new SplittableRandom(3);
    int judgedElsewhere = 0;
    int handed = 0;
    for (int first = 0; first < 256; first++) {
      for (int length : new int[] {1, 11, 12, 13, 19, 20, 28, 60, 172, 1499, 1500}) {
        for (InetSocketAddress from : new InetSocketAddress[] {LegPair.META, STRANGER}) {
          byte[] garbage = new byte[length];
          random.nextBytes(garbage);
          garbage[0] = (byte) first;
          gateway.hand(garbage, from);
          handed++;
          judgedElsewhere += isJudgedElsewhere(garbage, from) ? 1 : 0;
        }
      }
    }

    assertThat(gateway.heard).isEmpty();
    assertThat(drops()).isEqualTo(handed - judgedElsewhere);
    assertThat(judgedElsewhere).isLessThan(handed / 10);
    assertUnharmed();
  }

  @Test
  void truncatedAndBloatedCopiesOfTheRealThingAreHarmless() {
    byte[] real = sayAndCapture();
    for (int length = 0; length < real.length; length++) {
      gateway.hand(Arrays.copyOf(real, length), LegPair.META);
    }
    for (int more = 1; more < 1_700; more += 13) {
      gateway.hand(Arrays.copyOf(real, real.length + more), LegPair.META);
    }

    assertThat(gateway.heard).isEmpty();
    gateway.hand(real, LegPair.META);
    assertThat(gateway.heard).as("none of them has moved the replay window").hasSize(1);
    assertUnharmed();
  }

  /// The ICE agent counts STUN by itself, and so does the engine's filter what comes from the
  /// validated address.
  private static boolean isJudgedElsewhere(byte[] datagram, InetSocketAddress from) {
    return switch (PacketKind.of(datagram, 0, datagram.length)) {
      case STUN -> true;
      case DTLS -> from.equals(LegPair.META);
      case RTP, RTCP, OTHER -> false;
    };
  }

  private long drops() {
    long sum = 0;
    for (LegDrop reason : LegDrop.values()) {
      sum += gateway.dropped(reason);
    }
    return sum;
  }

  /// A packet of the peer's that is still on its way.
  private byte[] sayAndCapture() {
    net.blackHole(LegPair.GATEWAY);
    pair.remote().say(SPEECH);
    byte[] packet = pair.remote().lastRtp();
    assertThat(PacketKind.of(packet, 0, packet.length)).isEqualTo(PacketKind.RTP);
    net.restore(LegPair.GATEWAY);
    return packet;
  }

  private static byte[] plainBye() {
    byte[] bye = new byte[28];
    bye[0] = (byte) 0x81;
    bye[1] = (byte) 203;
    bye[3] = 6;
    return bye;
  }

  private void assertUnharmed() {
    assertThat(gateway.datagramsOut()).as("nothing was answered").isEqualTo(datagramsOut);
    assertThat(gateway.events).hasSize(events);
    assertThat(gateway.leg.ready()).isTrue();
    gateway.heard.clear();
    pair.remote().say(SPEECH);
    net.runForMs(1);
    assertThat(gateway.heard).hasSize(1);
  }
}
