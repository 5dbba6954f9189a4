package io.dering.gateway.admission;

import java.util.List;
import java.util.stream.Stream;

/// How much is too much; a mark of 0 is never reached.
public record LoadMarks(int cpuPercent, int lagMs, int packetsPerS) {
  /// What is below this share of every mark is calm. Nearer to 1 lets calls in sooner and the next
  /// few of them close the gate again.
  private static final double CALM = 0.82;

  boolean reachedBy(Load load) {
    return reached(load, 1).findAny().isPresent();
  }

  boolean isCalm(Load load) {
    return reached(load, CALM).findAny().isEmpty();
  }

  /// The marks that the load is not calmly below.
  List<Reached> notCalm(Load load) {
    return reached(load, CALM).map(one -> one.reached()).toList();
  }

  private record One(Reached.Mark mark, int limit, double figure) {
    boolean isReached(double share) {
      return limit > 0 && figure >= share * limit;
    }

    Reached reached() {
      return new Reached(mark, limit, Math.round(CALM * limit), Math.round(figure));
    }
  }

  private Stream<One> reached(Load load, double share) {
    return Stream.of(
            new One(Reached.Mark.MAX_CPU_PERCENT, cpuPercent, load.cpuPercent()),
            new One(Reached.Mark.MAX_LAG_MS, lagMs, load.lagMs()),
            new One(Reached.Mark.MAX_PACKETS, packetsPerS, load.packetsPerS()))
        .filter(one -> one.isReached(share));
  }
}
