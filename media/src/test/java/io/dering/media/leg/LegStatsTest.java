package io.dering.media.leg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LegStatsTest {
  @Test
  void legsCountedTogetherAreTheirSnapshotsTogether() {
    LegStats one = new LegStats();
    one.received(100);
    one.received(60);
    one.sent(70);
    one.drop(LegDrop.REPLAYED);
    one.reception(3, 480);
    one.peerReport(1, 96, 20_000_000);
    LegStats other = new LegStats();
    other.received(50);
    other.sent(40);
    other.sent(41);
    other.handshakeFailed();
    other.drop(LegDrop.REPLAYED);
    other.drop(LegDrop.NO_KEYS);
    other.reception(2, 960);
    other.peerReport(4, 48, 30_000_000);

    LegStats together = new LegStats();
    together.add(one);
    together.add(other);

    assertThat(together.snapshot())
        .usingRecursiveComparison()
        .isEqualTo(one.snapshot().plus(other.snapshot()));
    assertThat(together.snapshot().packetsIn()).isEqualTo(3);
    assertThat(together.snapshot().lost()).isEqualTo(5);
    assertThat(together.snapshot().jitterNanos()).isEqualTo(20_000_000);
    assertThat(together.snapshot().roundTripNanos()).isEqualTo(30_000_000);
    assertThat(together.snapshot().dropped(LegDrop.REPLAYED)).isEqualTo(2);
  }

  @Test
  void noLegsTogetherAreNoTrafficAtAll() {
    assertThat(new LegStats().snapshot())
        .usingRecursiveComparison()
        .isEqualTo(LegStats.Snapshot.ZERO);
  }
}
