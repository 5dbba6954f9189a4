package io.dering.media.quality;

import io.dering.media.leg.LegStats;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The figures of one call while it goes on, in bounded room: when the points are [#MOST], each two
/// neighbours become one, and from then on a point stands for twice the time. So a call of ten
/// minutes has a point each 5 s, one of an hour each 40 s, and none is cut off.
///
/// Not thread-safe: one owner.
public final class QualitySeries {
  /// More draws finer charts of long calls and takes more room in the log.
  public static final int MOST = 120;

  /// How often figures are taken.
  public static final long EVERY_MS = 5_000;

  private final LineMeter customerMeter = new LineMeter();
  private final LineMeter agentMeter = new LineMeter();
  private List<QualityPoint> points = new ArrayList<>();
  private @Nullable QualityPoint pending;
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
    var point = new QualityPoint(atMs, atCustomer.orElse(null), atAgent.orElse(null));
    QualityPoint begun = pending;
    pending = begun == null ? point : begun.and(point);
    if (++inPending == stride) {
      flush();
    }
  }

  /// What was measured so far, oldest first; at most [#MOST].
  public List<QualityPoint> points() {
    List<QualityPoint> all = new ArrayList<>(points);
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

  private void flush() {
    if (pending != null) {
      points.add(pending);
      pending = null;
      inPending = 0;
    }
    if (points.size() == MOST) {
      List<QualityPoint> halved = new ArrayList<>(MOST);
      for (int i = 0; i < MOST; i += 2) {
        halved.add(points.get(i).and(points.get(i + 1)));
      }
      points = halved;
      stride *= 2;
    }
  }
}
