package io.dering.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.dtls.DtlsRole;
import io.dering.media.dtls.HandshakeBudget;
import io.dering.media.dtls.HandshakeRuling;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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

  /// The bounds themselves are tried in `HandshakeBudgetTest`; here, who counts as what.
  @Test
  void theFirstHandshakeOfALegPassesTheFloodAndFurtherOnesWhenSomebodyVouchesForThem() {
    try (Slots still = new Slots(() -> 0)) {
      LegSlot flooder = still.slot(LegSide.CUSTOMER);
      LegSlot waiting = still.slot(LegSide.CUSTOMER);
      LegSlot talking = still.slot(LegSide.CUSTOMER);
      CallSlot call = new CallSlot(talking);
      LegSlot agent = still.slot(LegSide.AGENT);
      call.openGate(0);
      for (LegSlot leg : List.of(flooder, waiting, talking, agent)) {
        assertThat(begins(leg)).as("the first").isTrue();
      }
      int begun = 0;
      for (int attempt = 2; attempt < 300; attempt++) {
        begun += begins(flooder) ? 1 : 0;
      }
      assertThat(begun).isEqualTo(HandshakeBudget.MAX_UNVOUCHED_PER_S);
      assertThat(begins(waiting)).isFalse();
      assertThat(begins(talking)).isTrue();
      assertThat(begins(agent)).isTrue();
      assertThat(begins(still.slot(LegSide.CUSTOMER))).as("a leg that comes then").isTrue();
    }
  }

  /// One more attempt, which is over at once, as one that fails.
  private static boolean begins(LegSlot slot) {
    HandshakeBudget budget = slot.loop.handshakes();
    CompletableFuture<Boolean> began = new CompletableFuture<>();
    slot.loop.run(
        null,
        _ -> {
          long before = budget.count(HandshakeRuling.BEGUN);
          slot.startDtls(1, DtlsRole.SERVER);
          began.complete(budget.count(HandshakeRuling.BEGUN) > before);
        });
    boolean yes = Peers.await(began);
    if (yes) {
      slot.loop.run(null, _ -> slot.closeEngine());
      while (underWay(slot.loop) > 0) {
        Thread.onSpinWait();
      }
    }
    return yes;
  }

  private static int underWay(MediaLoop loop) {
    CompletableFuture<Integer> count = new CompletableFuture<>();
    loop.run(null, _ -> count.complete(loop.handshakes().underWay()));
    return Peers.await(count);
  }

  private static InetSocketAddress address(int port) {
    return new InetSocketAddress(Peers.LOOPBACK, 20_000 + port);
  }
}
