package io.dering.bench.lean;

/// What stands at one of the addresses of a [FarLoop]; called on its thread.
public interface Station {
  /// A datagram came here.
  void arrived(Arrival datagram, long nowNanos);

  /// Called once in 20 ms: the moment to send the next frame, and to look at deadlines.
  ///
  /// @param dueNanos when this call was due; by how much it is late is no concern of the schedule
  void due(long dueNanos, long nowNanos);
}
