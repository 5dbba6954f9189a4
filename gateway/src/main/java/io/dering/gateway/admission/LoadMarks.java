package io.dering.gateway.admission;

/// How much is too much; a mark of 0 is never reached.
public record LoadMarks(int cpuPercent, int lagMs, int packetsPerS) {
  /// What is below this share of every mark is calm. Nearer to 1 lets calls in sooner and the next
  /// few of them close the gate again.
  private static final double CALM = 0.82;

  boolean reachedBy(Load load) {
    return reachedBy(load, 1);
  }

  boolean isCalm(Load load) {
    return !reachedBy(load, CALM);
  }

  private boolean reachedBy(Load load, double share) {
    return reaches(load.cpuPercent(), share * cpuPercent)
        || reaches((double) load.lagMs(), share * lagMs)
        || reaches((double) load.packetsPerS(), share * packetsPerS);
  }

  private static boolean reaches(double figure, double mark) {
    return mark > 0 && figure >= mark;
  }
}
