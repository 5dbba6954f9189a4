package io.dering.bench.lean;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Sleep to the microsecond, for the thread that makes it.
final class Sleep implements AutoCloseable {
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment time = arena.allocate(16, 8);

  /// For the calling thread.
  Sleep() {
    Libc.sleepExactly();
  }

  /// @param nanos of the clock of [System#nanoTime]
  void until(long nanos) {
    Libc.sleepUntil(nanos, time);
  }

  @Override
  public void close() {
    arena.close();
  }
}
