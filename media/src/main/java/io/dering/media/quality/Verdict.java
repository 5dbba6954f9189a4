package io.dering.media.quality;

import io.dering.media.quality.Finding.Kind;
import io.dering.media.quality.Finding.Side;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What stood out in a call, from its points alone.
///
/// A kind of fault is found where its measure is beyond the threshold for long enough; one better
/// point within does not end it. Thresholds are those at which [QualityWord] says poor: what is
/// heard, not what can be measured.
///
/// | kind | beyond | for at least |
/// |---|---|---|
/// | no packets | none came while some went; the agent's page is gone and the customer sends | 10 s |
/// | no microphone | the page says so | 10 s |
/// | microphone silent | level 127 while it is open and packets come | 20 s |
/// | loss, concealed | 5 % | 10 s |
/// | delay | 500 ms there and back | 10 s |
/// | jitter | 60 ms | 10 s |
/// | muted | the page says so | 30 s |
public final class Verdict {
  /// More says more of a bad call and less at a glance.
  public static final int MOST = 6;

  private static final int LOSS_PERMILLE = 50;
  private static final int ROUND_TRIP_MS = 500;
  private static final int JITTER_MS = 60;
  private static final long AUDIBLE_MS = 10_000;
  private static final long SILENT_MS = 20_000;
  private static final long MUTED_MS = 30_000;

  /// A fault that is back after so many better points has not been gone.
  private static final int BRIDGED_POINTS = 1;

  private Verdict() {}

  /// The gravest first, of each kind the longest first; at most [#MOST]. Empty: nothing stood out.
  public static List<Finding> of(List<QualityPoint> points) {
    List<Finding> all = new ArrayList<>();
    for (Side side : Side.values()) {
      line(points, side, all);
    }
    silence(points, all);
    page(points, all);
    all.sort(
        Comparator.comparing(Finding::kind)
            .thenComparing(Comparator.comparingLong(Finding::lengthMs).reversed())
            .thenComparingLong(Finding::fromMs));
    return List.copyOf(all.subList(0, Math.min(MOST, all.size())));
  }

  private static void line(List<QualityPoint> points, Side side, List<Finding> all) {
    Function<QualityPoint, @Nullable LinePoint> which =
        side == Side.CUSTOMER ? QualityPoint::customer : QualityPoint::agent;
    Scan<LinePoint> scan = new Scan<>(points, which, LinePoint::and, side, all);
    scan.find(
        Kind.LOSS,
        AUDIBLE_MS,
        (line, _) -> line.lossPermille() > LOSS_PERMILLE,
        LinePoint::lossPermille);
    scan.find(
        Kind.DELAY,
        AUDIBLE_MS,
        (line, _) -> line.roundTripMs() > ROUND_TRIP_MS,
        LinePoint::roundTripMs);
    scan.find(
        Kind.JITTER, AUDIBLE_MS, (line, _) -> line.jitterMs() > JITTER_MS, LinePoint::jitterMs);
  }

  private static void silence(List<QualityPoint> points, List<Finding> all) {
    var customer =
        new Scan<QualityPoint>(points, point -> point, QualityPoint::and, Side.CUSTOMER, all);
    customer.find(
        Kind.NO_PACKETS, AUDIBLE_MS, (point, _) -> sendsNothing(point.customer()), _ -> 0);
    long cameMs =
        points.stream()
            .filter(point -> point.agent() != null)
            .mapToLong(QualityPoint::atMs)
            .findFirst()
            .orElse(Long.MAX_VALUE);
    var agent = new Scan<QualityPoint>(points, point -> point, QualityPoint::and, Side.AGENT, all);
    // A browser without a microphone sends nothing, and says so itself.
    agent.find(
        Kind.NO_PACKETS,
        AUDIBLE_MS,
        (point, _) ->
            !hasNoMicrophone(point) && (sendsNothing(point.agent()) || isGone(point, cameMs)),
        _ -> 0);
  }

  private static boolean sendsNothing(@Nullable LinePoint line) {
    return line != null && line.in() == 0 && line.out() > 0;
  }

  private static boolean hasNoMicrophone(QualityPoint point) {
    PagePoint page = point.page();
    return page != null && page.microphone() == PagePoint.Microphone.NONE;
  }

  /// There was a leg of the agent's, and now there is none, or one that carries nothing either way,
  /// and no page that says anything.
  private static boolean isGone(QualityPoint point, long cameMs) {
    LinePoint line = point.agent();
    return point.atMs() > cameMs
        && point.page() == null
        && (line == null || line.in() + line.out() == 0)
        && customerSends(point);
  }

  private static void page(List<QualityPoint> points, List<Finding> all) {
    Scan<PagePoint> agent = new Scan<>(points, QualityPoint::page, PagePoint::and, Side.AGENT, all);
    agent.find(
        Kind.NO_MICROPHONE,
        AUDIBLE_MS,
        (page, _) -> page.microphone() == PagePoint.Microphone.NONE,
        _ -> 0);
    agent.find(
        Kind.MICROPHONE_SILENT,
        SILENT_MS,
        (page, _) ->
            page.microphone() == PagePoint.Microphone.LIVE
                && page.agentLevel() == PagePoint.NOTHING,
        _ -> 0);
    agent.find(
        Kind.MUTED, MUTED_MS, (page, _) -> page.microphone() == PagePoint.Microphone.MUTED, _ -> 0);
    agent.find(
        Kind.CONCEALED,
        AUDIBLE_MS,
        (page, _) -> page.concealedPermille() > LOSS_PERMILLE,
        PagePoint::concealedPermille);
    Scan<PagePoint> customer =
        new Scan<>(points, QualityPoint::page, PagePoint::and, Side.CUSTOMER, all);
    customer.find(
        Kind.MICROPHONE_SILENT,
        SILENT_MS,
        (page, point) -> page.customerLevel() == PagePoint.NOTHING && customerSends(point),
        _ -> 0);
  }

  private static boolean customerSends(QualityPoint point) {
    LinePoint line = point.customer();
    return line != null && line.in() > line.lostIn();
  }

  /// Whether a part of a point is at fault.
  @FunctionalInterface
  private interface Test<T> {
    boolean holds(T part, QualityPoint point);
  }

  /// One part of all points, looked through for one kind after the other.
  private record Scan<T>(
      List<QualityPoint> points,
      Function<QualityPoint, @Nullable T> part,
      BinaryOperator<T> sum,
      Side side,
      List<Finding> into) {
    void find(Kind kind, long leastMs, Test<T> test, Function<T, Integer> value) {
      Run<T> run = null;
      long beganMs = 0;
      for (QualityPoint point : points) {
        T here = part.apply(point);
        boolean holds = here != null && test.holds(here, point);
        if (here != null && holds) {
          run =
              run == null
                  ? new Run<>(beganMs, point.atMs(), here, 0)
                  : run.longer(point, here, sum);
        } else if (run != null) {
          run = run.gap();
          if (run.gaps() > BRIDGED_POINTS) {
            end(kind, leastMs, run, value);
            run = null;
          }
        }
        beganMs = point.atMs();
      }
      end(kind, leastMs, run, value);
    }

    private void end(Kind kind, long leastMs, @Nullable Run<T> run, Function<T, Integer> value) {
      Optional.ofNullable(run)
          .filter(found -> found.toMs() - found.fromMs() >= leastMs)
          .map(found ->
              new Finding(
                  kind,
                  side,
                  found.fromMs(),
                  found.toMs() - found.fromMs(),
                  value.apply(found.sum())))
          .ifPresent(into::add);
    }
  }

  /// Points at fault, one after the other.
  private record Run<T>(long fromMs, long toMs, T sum, int gaps) {
    Run<T> longer(QualityPoint point, T here, BinaryOperator<T> adding) {
      return new Run<>(fromMs, point.atMs(), adding.apply(sum, here), 0);
    }

    Run<T> gap() {
      return new Run<>(fromMs, toMs, sum, gaps + 1);
    }
  }
}
