package io.dering.media.quality;

import io.dering.media.leg.LegStats;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes intervals of the counts of one leg after the other: an agent may change pages in a call,
/// and a warm leg has counted before it began.
final class LineMeter {
  private @Nullable Object leg;
  private LegStats.Snapshot before = LegStats.Snapshot.ZERO;

  /// What happened since the last time; empty for the first figures of a leg, which are only where
  /// counting begins.
  ///
  /// @param which tells legs apart
  Optional<LinePoint> take(Object which, LegStats.Snapshot now) {
    LegStats.Snapshot last = before;
    boolean isNew = !which.equals(leg);
    leg = which;
    before = now;
    if (isNew || now.packetsIn() < last.packetsIn() || now.packetsOut() < last.packetsOut()) {
      return Optional.empty();
    }
    // A late packet takes a loss back: an interval can have none to show for it, never less.
    long lostIn = Math.max(0, now.lost() - last.lost());
    long lostOut = Math.max(0, now.lostAtPeer() - last.lostAtPeer());
    return Optional.of(
        new LinePoint(
            now.packetsIn() - last.packetsIn() + lostIn,
            lostIn,
            now.packetsOut() - last.packetsOut(),
            lostOut,
            millis(Math.max(now.jitterNanos(), now.jitterAtPeerNanos())),
            now.roundTripNanos() < 0 ? -1 : millis(now.roundTripNanos())));
  }

  private static int millis(long nanos) {
    return (int) Math.min(60_000, (nanos + 500_000) / 1_000_000);
  }
}
