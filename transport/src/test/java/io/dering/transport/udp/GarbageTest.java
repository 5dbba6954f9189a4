package io.dering.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Garbage at the media port beside a call that talks. That it is an attack shows
/// [NaiveServerTest]; how fast it may come is measured, and not tested (`--scenario flood`).
final class GarbageTest {
  private static final int DATAGRAMS = 100_000;
  private static final int BURST = 40;

  /// Six seconds of them: the flood takes some seconds.
  private static final int FRAMES = 300;

  private static final byte EARLY = 5;

  private final Peers peers = new Peers();
  private final Attacker stranger = new Attacker(peers.gateway.port());

  @AfterEach
  void close() {
    stranger.close();
    peers.close();
  }

  @Test
  void garbageIsAnsweredWithNothingAndEachFrameOfTheCallPasses() {
    Peers.Leg customer = peers.customer().ready();
    Peers.Leg ayu = peers.agent().ready();
    customer.there().play(Peers.counting());
    MediaCall call = peers.gateway.call(customer.here());
    call.attach(ayu.here());
    call.openGate();
    // Behind this one there is no more of the silence that is sent before there is audio.
    ayu.thereEar().await(EARLY);
    long before = peers.totals().strangers();

    Garbage garbage = new Garbage(11);
    for (int sent = 1; sent <= DATAGRAMS; sent++) {
      stranger.send(garbage.next());
      if (sent % BURST == 0) {
        // What waits to be read fits into the socket's buffer on any machine.
        long all = before + sent;
        Peers.until("all that came is counted", () -> peers.totals().strangers() == all);
      }
    }

    assertThat(stranger.received()).as("bytes to a stranger").isEmpty();
    assertThat(peers.totals().held()).isEqualTo(new MediaTotals.Held(2, 1));
    assertThat(peers.totals().defects()).isZero();
    for (int frame = EARLY + 1; frame < FRAMES; frame++) {
      assertThat(ayu.thereEar().next()).as("frame %d", frame).isEqualTo((byte) frame);
    }
  }
}
