package io.dering.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.bench.lean.FarLoop;
import io.dering.bench.lean.Watched;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

final class ComparisonTest {
  private static final long PACKETS = 1_000_000;
  private static final FarLoop.Losses NO_LOSSES = new FarLoop.Losses(0, 0, 0);

  @Test
  void theMedianOfTheRoundsRatiosIsWhatStandsBesideTheBar() {
    Comparison comparison = new Comparison(200);
    comparison.add(did(5, 0.1, 0), did(10, 0.2, 0));
    comparison.add(did(9, 0.1, 0), did(10, 0.2, 0));
    comparison.add(did(6, 0.1, 0), did(10, 0.2, 0));
    assertThat(comparison.sentences())
        .contains("median 0.60 of 0.50 to 0.90 (bar 0.60; medians 6.0 / 10.0 us)")
        .contains("above rtpengine's in 0 of 3 rounds; the gateway lost 0")
        .contains("medians: media 5.00, HTTP 1.00");
    assertThat(comparison.held()).isTrue();
  }

  @Test
  void oneRoundWithMoreDelayIsNotHeld() {
    Comparison comparison = new Comparison(200);
    comparison.add(did(5, 0.1, 0), did(10, 0.2, 0));
    comparison.add(did(5, 0.3, 0), did(10, 0.2, 0));
    assertThat(comparison.sentences()).contains("above rtpengine's in 1 of 2 rounds");
    assertThat(comparison.held()).isFalse();
  }

  @Test
  void oneLostPacketIsNotHeld() {
    Comparison comparison = new Comparison(200);
    comparison.add(did(5, 0.1, 1), did(10, 0.2, 0));
    assertThat(comparison.held()).isFalse();
  }

  @Test
  void onePacketThatDoesNotAuthenticateIsNotHeld() {
    Comparison comparison = new Comparison(200);
    comparison.add(forging(did(5, 0.1, 0)), did(10, 0.2, 0));
    assertThat(comparison.held()).isFalse();
    Comparison ofThePeer = new Comparison(200);
    ofThePeer.add(did(5, 0.1, 0), forging(did(10, 0.2, 0)));
    assertThat(ofThePeer.held()).as("the peer's").isTrue();
  }

  @Test
  void moreCpuThanTheBarIsNotHeld() {
    Comparison comparison = new Comparison(1_000);
    comparison.add(did(5, 0.1, 0), did(10, 0.2, 0));
    assertThat(comparison.held()).isFalse();
  }

  @Test
  void moreHeapForACallThanTheBarIsNotHeld() {
    Comparison comparison = new Comparison(50);
    comparison.add(did(5, 0.1, 0, NO_LOSSES, 49), did(10, 0.2, 0));
    assertThat(comparison.sentences())
        .contains("a call adds to the gateway's live heap, median 49.0 KiB (bar 48.8)");
    assertThat(comparison.held()).isFalse();
  }

  /// As where there is no jcmd.
  @Test
  void aHeapThatWasNotMeasuredIsNotHeld() {
    Comparison comparison = new Comparison(50);
    comparison.add(did(5, 0.1, 0, NO_LOSSES, 0), did(10, 0.2, 0));
    comparison.add(did(5, 0.1, 0), did(10, 0.2, 0));
    assertThat(comparison.held()).isFalse();
  }

  @Test
  void aRoundInWhichTheGeneratorWasLateIsNoMeasurement() {
    Comparison comparison = new Comparison(50);
    comparison.add(did(5, 0.1, 0), did(10, 0.2, 0, new FarLoop.Losses(0, 0, 1)));
    assertThat(comparison.held()).isFalse();
  }

  private static Forwarded forging(Forwarded did) {
    return new Forwarded(
        did.packets(),
        did.lost(),
        did.cost(),
        did.memory(),
        did.delayNanos(),
        new Watched(1, 0, 0, NO_LOSSES, new Histogram(3), 0),
        did.purposes());
  }

  private static Forwarded did(double micros, double p99Ms, long lost) {
    return did(micros, p99Ms, lost, NO_LOSSES);
  }

  private static Forwarded did(double micros, double p99Ms, long lost, FarLoop.Losses losses) {
    return did(micros, p99Ms, lost, losses, 48);
  }

  private static Forwarded did(
      double micros, double p99Ms, long lost, FarLoop.Losses losses, double heapKib) {
    Histogram delay = new Histogram(3);
    delay.recordValue((long) (p99Ms * 1e6));
    double cpuSeconds = micros * PACKETS / 1e6;
    return new Forwarded(
        PACKETS,
        lost,
        new Forwarded.Cost(100, cpuSeconds, 10),
        new Forwarded.Memory(Double.NaN, heapKib),
        delay,
        new Watched(0, 0, 0, losses, new Histogram(3), 0),
        Map.of("HTTP", 1.0, "media", 5.0));
  }
}
