package io.dering.media.quality;

import io.dering.media.leg.LegStats;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The figures of one call while it goes on, in bounded room: when the points are [#MOST], each two
/// neighbours become one, and from then on a point stands for twice the time. So a call of an hour
/// has a point each 5 s, one of two hours each 10 s, and none is cut off.
///
/// Not thread-safe: one owner.
public final class QualitySeries {
  /// An hour of [#EVERY_MS]. More tells moments of longer calls apart; each point takes some 80
  /// bytes in the database and 20 to 35 in memory (see [PointLog]).
  public static final int MOST = 720;

  /// How often figures are taken.
  public static final long EVERY_MS = 5_000;

  private final LineMeter customerMeter = new LineMeter();
  private final LineMeter agentMeter = new LineMeter();
  private PointLog log = new PointLog();
  private @Nullable QualityPoint pending;
  private @Nullable PagePoint told;
  private int inPending;
  private int stride = 1;

  /// A leg's figures, and what tells it from others.
  public record Reading(Object leg, LegStats.Snapshot figures) {}

  /// @param atMs since the call was connected
  /// @param agent null while no page of the agent is there
  public void add(long atMs, Reading customer, @Nullable Reading agent) {
    Optional<LinePoint> atCustomer = customerMeter.take(customer.leg(), customer.figures());
    Optional<LinePoint> atAgent =
        agent == null ? Optional.empty() : agentMeter.take(agent.leg(), agent.figures());
    if (atCustomer.isEmpty() && atAgent.isEmpty()) {
      return;
    }
    var point = new QualityPoint(atMs, atCustomer.orElse(null), withPage(atAgent), told);
    told = null;
    QualityPoint begun = pending;
    pending = begun == null ? point : begun.and(point);
    if (++inPending == stride) {
      flush();
    }
  }

  /// What the agent's page says; it belongs to the next point.
  public void page(PagePoint report) {
    told = QualityPoint.both(told, report);
  }

  /// What was measured so far, oldest first; at most [#MOST].
  public List<QualityPoint> points() {
    List<QualityPoint> all = log.points();
    if (pending != null) {
      all.add(pending);
    }
    return all;
  }

  /// How long each point stands for.
  public long everyMs() {
    return EVERY_MS * stride;
  }

  /// Empty when nothing was measured.
  public Optional<QualityWord> word() {
    return QualityWord.of(points());
  }

  /// The page knows its round trip where no report of its own has told us ours.
  private @Nullable LinePoint withPage(Optional<LinePoint> agent) {
    PagePoint page = told;
    if (agent.isEmpty() || page == null || agent.get().roundTripMs() >= 0) {
      return agent.orElse(null);
    }
    LinePoint line = agent.get();
    return new LinePoint(
        line.in(), line.lostIn(), line.out(), line.lostOut(), line.jitterMs(), page.roundTripMs());
  }

  private void flush() {
    if (pending != null) {
      log.add(pending);
      pending = null;
      inPending = 0;
    }
    if (log.size() == MOST) {
      List<QualityPoint> points = log.points();
      log = new PointLog();
      for (int i = 0; i < MOST; i += 2) {
        log.add(points.get(i).and(points.get(i + 1)));
      }
      stride *= 2;
    }
  }
}
