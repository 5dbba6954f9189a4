package io.dering.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Which leg a remote address leads to.
final class LegSlotTest {
  private final Slots slots = new Slots();

  @AfterEach
  void close() {
    slots.close();
  }

  @Test
  void aLegThatMovesOnAndOnIsRoutedByItsNewestAddresses() {
    LegSlot slot = slots.slot();
    for (int move = 0; move < 10 * LegSlot.MAX_CLAIMS; move++) {
      slot.claim(address(move));
      assertThat(slots.socket().at(address(move))).isSameAs(slot);
    }
    long held = 0;
    for (int move = 0; move < 10 * LegSlot.MAX_CLAIMS; move++) {
      held += slots.socket().at(address(move)) == null ? 0 : 1;
    }
    assertThat(held).isEqualTo(LegSlot.MAX_CLAIMS);
  }

  @Test
  void anAddressThatALegDoesNotOwnAnyMoreGoesToTheNextThatProvesIt() {
    LegSlot gone = slots.slot();
    LegSlot next = slots.slot();
    gone.claim(address(1));
    next.claim(address(1));
    assertThat(slots.socket().at(address(1))).isSameAs(next);
    gone.dispose();
    assertThat(slots.socket().at(address(1))).as("not taken along").isSameAs(next);
  }

  @Test
  void aLegThatIsGoneLeavesNoAddress() {
    LegSlot slot = slots.slot();
    slot.claim(address(1));
    slot.dispose();
    assertThat(slots.socket().at(address(1))).isNull();
  }

  private static InetSocketAddress address(int port) {
    return new InetSocketAddress(Peers.LOOPBACK, 20_000 + port);
  }
}
