package io.dering.gateway.metrics;

import io.dering.media.doctor.Cause;
import io.dering.media.dtls.HandshakeRuling;
import io.dering.media.leg.LegDrop;
import io.dering.media.leg.LegStats;
import io.dering.transport.udp.LegSide;
import io.dering.transport.udp.MediaTotals;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// The media plane's own counters, read once per scrape.
public final class MediaMeters {
  private final Metrics metrics;
  private volatile MediaTotals totals =
      new MediaTotals(
          LegStats.Snapshot.ZERO,
          LegStats.Snapshot.ZERO,
          new MediaTotals.Held(0, 0),
          MediaTotals.Handshakes.NONE,
          0,
          0,
          0,
          MediaTotals.Priority.SHARED);

  /// @param fetch the totals of the moment; asked once per scrape on the scraping thread, may block
  public MediaMeters(Metrics metrics, Supplier<MediaTotals> fetch) {
    this.metrics = metrics;
    metrics.beforeScrape(() -> totals = fetch.get());
    for (LegSide side : LegSide.values()) {
      follow(Metric.MEDIA_PACKETS, side, "in", LegStats.Snapshot::packetsIn);
      follow(Metric.MEDIA_PACKETS, side, "out", LegStats.Snapshot::packetsOut);
      follow(Metric.MEDIA_BYTES, side, "in", LegStats.Snapshot::bytesIn);
      follow(Metric.MEDIA_BYTES, side, "out", LegStats.Snapshot::bytesOut);
      follow(Metric.MEDIA_LOST_PACKETS, side, "in", LegStats.Snapshot::lost);
      follow(Metric.MEDIA_LOST_PACKETS, side, "out", LegStats.Snapshot::lostAtPeer);
    }
    for (LegDrop reason : LegDrop.values()) {
      metrics.follow(
          Metric.MEDIA_DROPPED_PACKETS,
          () -> totals.customer().dropped(reason) + totals.agent().dropped(reason),
          Label.value(reason));
    }
    metrics.follow(Metric.MEDIA_DROPPED_PACKETS, () -> totals.strangers(), "no_leg");
    metrics.follow(Metric.MEDIA_DROPPED_PACKETS, () -> totals.sendFailures(), "send_failed");
    metrics.gauge(Metric.MEDIA_LEGS, () -> totals.held().legs());
    metrics.gauge(Metric.MEDIA_PORTS, () -> totals.held().ports());
    metrics.gauge(Metric.MEDIA_REAL_TIME, () -> totals.priority().goesFirst() ? 1 : 0);
    metrics.follow(Metric.MEDIA_REAL_TIME_GIVEN_UP, () -> totals.priority().floods(), "flood");
    metrics.follow(
        Metric.MEDIA_REAL_TIME_GIVEN_UP, () -> totals.priority().standstills(), "standstill");
    metrics.gauge(Metric.HANDSHAKES_UNDER_WAY, () -> totals.handshakes().underWay());
    for (HandshakeRuling ruling : HandshakeRuling.values()) {
      metrics.follow(
          Metric.HANDSHAKES, () -> totals.handshakes().ruled(ruling), Label.value(ruling));
    }
    metrics.follow(Metric.MEDIA_DEFECTS, () -> totals.defects());
  }

  /// Notes jitter and round trip of a leg that has ended; any thread.
  public void legEnded(LegSide side, LegStats.Snapshot figures) {
    roundTrip(side, figures);
    if (figures.packetsIn() > 0) {
      metrics.record(
          Metric.MEDIA_JITTER, Duration.ofNanos(figures.jitterNanos()), Label.value(side), "in");
    }
    if (figures.packetsOut() > 0) {
      metrics.record(
          Metric.MEDIA_JITTER,
          Duration.ofNanos(figures.jitterAtPeerNanos()),
          Label.value(side),
          "out");
    }
  }

  /// Notes why a call failed or was silent; any thread.
  public void diagnosed(Cause cause) {
    metrics.count(Metric.CALL_CAUSES, Label.value(cause));
  }

  private void roundTrip(LegSide side, LegStats.Snapshot figures) {
    if (figures.roundTripNanos() >= 0) {
      metrics.record(
          Metric.MEDIA_ROUND_TRIP, Duration.ofNanos(figures.roundTripNanos()), Label.value(side));
    }
  }

  private void follow(
      Metric metric, LegSide side, String direction, ToDoubleFunction<LegStats.Snapshot> figure) {
    metrics.follow(metric, () -> figure.applyAsDouble(of(side)), Label.value(side), direction);
  }

  private LegStats.Snapshot of(LegSide side) {
    return switch (side) {
      case CUSTOMER -> totals.customer();
      case AGENT -> totals.agent();
    };
  }
}
