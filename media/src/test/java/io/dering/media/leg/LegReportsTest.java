package io.dering.media.leg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dering.media.net.Conditions;
import io.dering.media.net.EmulatedNetwork;
import io.dering.media.peer.LegPair;
import io.dering.media.peer.LegPeer;
import org.junit.jupiter.api.Test;

/// Loss, jitter and round trip as both ends report them. The network's clock passes the wrap of
/// nanoseconds three seconds in.
class LegReportsTest {
  private static final byte[] SPEECH = new byte[80];
  private static final double ONE_MS = 1e6;

  private final EmulatedNetwork net = new EmulatedNetwork(5);

  @Test
  void theRoundTripIsTwiceTheDelayBeforeAndAfterTheWrapOfNanoseconds() {
    net.conditions(Conditions.PERFECT.withDelayMs(40));
    LegPair pair = LegPair.customer(net).ready();
    long begun = net.nowNanos();
    talk(pair, 2_600 / 20);
    assertThat(net.nowNanos()).as("not yet wrapped").isGreaterThan(begun);

    for (int i = 0; i < 10; i++) {
      talk(pair, 2_000 / 20);
      if (net.nowNanos() < 0) {
        assertThat((double) stats(pair.gateway()).roundTripNanos())
            .isCloseTo(80 * ONE_MS, within(ONE_MS));
        assertThat((double) stats(pair.remote()).roundTripNanos())
            .isCloseTo(80 * ONE_MS, within(ONE_MS));
      }
    }
    assertThat(net.nowNanos()).as("wrapped").isNegative();
  }

  @Test
  void aQuietPathHasNoJitterAndNoLossAcrossTheWrapOfNanoseconds() {
    net.conditions(Conditions.PERFECT.withDelayMs(10));
    LegPair pair = LegPair.agent(net).ready();

    talk(pair, 1_000);

    LegStats.Snapshot heard = stats(pair.gateway());
    assertThat(heard.packetsIn()).isGreaterThanOrEqualTo(999);
    assertThat(heard.lost()).isZero();
    assertThat(heard.jitterNanos()).isZero();
    assertThat(stats(pair.remote()).lostAtPeer()).isZero();
    assertThat(stats(pair.remote()).jitterAtPeerNanos()).isZero();
  }

  @Test
  void lossIsWhatTheNetworkHasEatenAndThePeerIsTold() {
    LegPair pair = LegPair.customer(net).ready();
    net.conditions(Conditions.PERFECT.withDelayMs(10).withLoss(0.1));

    talk(pair, 3_000);
    net.conditions(Conditions.PERFECT);
    talk(pair, 200);

    long sent = stats(pair.remote()).packetsOut();
    LegStats.Snapshot gateway = stats(pair.gateway());
    assertThat(sent).isEqualTo(3_200);
    assertThat(gateway.packetsIn()).isBetween(2_850L, 2_950L);
    assertThat(gateway.lost()).isEqualTo(sent - gateway.packetsIn());
    assertThat(stats(pair.remote()).lostAtPeer()).isEqualTo(gateway.lost());
  }

  /// Uniform jitter of ±J/2 in arrival: the mean difference of two is J/3, which is what the RFC
  /// 3550 A.8 filter settles at; arrivals in order only make it a little less.
  @Test
  void jitterIsThatOfTheNetwork() {
    LegPair pair = LegPair.customer(net).ready();
    net.conditions(Conditions.PERFECT.withDelayMs(30).withJitterMs(15));

    talk(pair, 3_000);

    assertThat((double) stats(pair.gateway()).jitterNanos())
        .isCloseTo(5 * ONE_MS, within(2 * ONE_MS));
    assertThat((double) stats(pair.remote()).jitterAtPeerNanos())
        .isCloseTo(5 * ONE_MS, within(2 * ONE_MS));
  }

  @Test
  void withoutAnyReportTheRoundTripIsUnknown() {
    LegPair pair = LegPair.customer(net).ready();
    assertThat(stats(pair.gateway()).roundTripNanos()).isEqualTo(-1);
  }

  @Test
  void whoStopsSpeakingGoesOnReporting() {
    net.conditions(Conditions.PERFECT.withDelayMs(25));
    LegPair pair = LegPair.customer(net).ready();
    talk(pair, 100);
    long before = pair.gateway().datagramsOut();

    net.runForMs(30_000);

    assertThat(pair.gateway().datagramsOut() - before)
        .as("a report every two seconds on average, and consent checks")
        .isBetween(10L + 4, 30L + 10);
  }

  /// Both speak a frame every 20 ms.
  private void talk(LegPair pair, int frames) {
    for (int i = 0; i < frames; i++) {
      pair.gateway().say(SPEECH);
      pair.remote().say(SPEECH);
      net.runForMs(20);
    }
  }

  private static LegStats.Snapshot stats(LegPeer peer) {
    return peer.leg.stats().snapshot();
  }

  @Test
  void countsAreOfProtectedDatagrams() {
    LegPair pair = LegPair.customer(net).ready();
    pair.remote().say(SPEECH);
    net.runForMs(1);

    LegStats.Snapshot in = stats(pair.gateway());
    assertThat(in.packetsIn()).isEqualTo(1);
    assertThat(in.bytesIn()).isEqualTo(12 + 80 + 10);
    assertThat(stats(pair.remote()).bytesOut()).isEqualTo(in.bytesIn());
    assertThat(stats(pair.remote()).packetsOut()).isEqualTo(1);
  }
}
