package io.dering.bench.lean;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Sleep to the microsecond, for the thread that makes it.
final class Sleep implements AutoCloseable {
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment time = arena.allocate(16, 8);

  /// For the calling thread, which from now on waits for nobody who wants its core: not for the
  /// compiler or the collector of this process.
  Sleep() {
    Libc.sleepExactly();
    Libc.runFirst(arena.allocateFrom(JAVA_INT, 1));
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
