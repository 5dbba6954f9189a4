package io.dering.media.ice;

/// One agent's counters.
final class IceCounters {
  private final long[] counts = new long[IceCounter.values().length];

  void add(IceCounter counter) {
    counts[counter.ordinal()]++;
  }

  long count(IceCounter counter) {
    return counts[counter.ordinal()];
  }
}
