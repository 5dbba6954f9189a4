package io.dering.media.leg;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.net.Conditions;
import io.dering.media.net.EmulatedNetwork;
import io.dering.media.peer.LegPair;
import org.junit.jupiter.api.Test;

/// What the doctor is told of a leg that never came up.
final class LegTraceTest {
  private static final int ONE_WAY_MS = 30;

  private final EmulatedNetwork net = new EmulatedNetwork(1);
  private final LegPair pair = LegPair.customer(net);

  /// A peer that does not wait for the nomination may say hello once: where both are clients, this
  /// is all that shows it.
  @Test
  void aHelloFromAProvedAddressCountsAsSeenBeforeThereIsAPair() {
    connecting();
    // Our check is answered and our nomination is not.
    net.runForMs(3 * ONE_WAY_MS);
    assertThat(seen()).isFalse();

    pair.gateway().hand(hello(), LegPair.META);

    assertThat(pair.gateway().dropped(LegDrop.NOT_VALIDATED)).isZero();
    assertThat(pair.gateway().events).as("no pair is selected").isEmpty();
    assertThat(pair.gateway().roles).as("no handshake has begun").isEmpty();
    assertThat(seen()).isTrue();
  }

  @Test
  void aHelloFromAnAddressThatNobodyHasProvedIsAStrangers() {
    connecting();

    pair.gateway().hand(hello(), LegPair.META);

    assertThat(pair.gateway().dropped(LegDrop.NOT_VALIDATED)).isEqualTo(1);
    assertThat(seen()).isFalse();
  }

  private void connecting() {
    net.conditions(Conditions.PERFECT.withDelayMs(ONE_WAY_MS));
    pair.start();
  }

  private boolean seen() {
    return pair.gateway().leg.trace(net.nowNanos()).helloSeen();
  }

  /// Looks like one to the leg.
  private static byte[] hello() {
    byte[] hello = new byte[60];
    hello[0] = 22;
    hello[13] = 1;
    return hello;
  }
}
