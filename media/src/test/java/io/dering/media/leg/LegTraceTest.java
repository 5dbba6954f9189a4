package io.dering.media.leg;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.net.EmulatedNetwork;
import io.dering.media.peer.LegPair;
import org.junit.jupiter.api.Test;

/// What the doctor is told of a leg that never came up.
final class LegTraceTest {
  private final EmulatedNetwork net = new EmulatedNetwork(1);
  private final LegPair pair = LegPair.agent(net);

  /// A peer that does not wait for the end of ICE may say hello once: where both are clients, this
  /// is all that shows it.
  @Test
  void aHelloFromAProvedAddressCountsAsSeenBeforeThereIsAPair() {
    pair.gateway().start();
    pair.gateway().hand(pair.remote().check(), LegPair.BROWSER);
    assertThat(seen()).isFalse();

    pair.gateway().hand(hello(), LegPair.BROWSER);

    assertThat(pair.gateway().events).as("no pair is selected").isEmpty();
    assertThat(pair.gateway().roles).as("no handshake has begun").isEmpty();
    assertThat(seen()).isTrue();
  }

  @Test
  void aHelloFromAnAddressThatNobodyHasProvedIsAStrangers() {
    pair.gateway().start();

    pair.gateway().hand(hello(), LegPair.BROWSER);

    assertThat(pair.gateway().dropped(LegDrop.NOT_VALIDATED)).isEqualTo(1);
    assertThat(seen()).isFalse();
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
