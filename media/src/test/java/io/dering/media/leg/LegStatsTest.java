package io.dering.media.leg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LegStatsTest {
  @Test
  void ofLegsCountedTogetherCountsAreAddedAndTheLargerOfTimesStays() {
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

    LegStats.Snapshot all = together.snapshot();
    assertThat(all)
        .usingRecursiveComparison()
        .ignoringFields("drops")
        .isEqualTo(
            new LegStats.Snapshot(
                3, 210, 3, 151, 5, 20_000_000, 5, 2_000_000, 30_000_000, 1, new long[0]));
    assertThat(all.dropped(LegDrop.REPLAYED)).isEqualTo(2);
    assertThat(all.dropped(LegDrop.NO_KEYS)).isEqualTo(1);
    assertThat(all.dropped(LegDrop.NOT_OURS)).isZero();
  }

  @Test
  void noLegsTogetherAreNoTrafficAtAll() {
    assertThat(new LegStats().snapshot())
        .usingRecursiveComparison()
        .isEqualTo(LegStats.Snapshot.ZERO);
  }
}
