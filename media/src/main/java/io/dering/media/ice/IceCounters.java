package io.dering.media.ice;

/// One agent's counters.
// The ordinal indexes an array that lives as long as the agent; an EnumMap would box each count.
@SuppressWarnings("EnumOrdinal")
final class IceCounters {
  private final long[] counts = new long[IceCounter.values().length];

  void add(IceCounter counter) {
    counts[counter.ordinal()]++;
  }

  long count(IceCounter counter) {
    return counts[counter.ordinal()];
  }
}
