package io.dering.bench.lean;

import io.dering.transport.linux.RealTimeWatch;
import org.jspecify.annotations.Nullable;

/// Has the thread that makes it go before all others of its core, where the process may ask for
/// that: it waits neither for the compiler nor for the collector of this process.
///
/// While it stands still for want of a compiler ([RealTimeWatch]) it shares.
final class FirstOfItsCore {
  private final @Nullable RealTimeWatch watch = RealTimeWatch.start(System::nanoTime);

  FirstOfItsCore() {
    goFirst();
  }

  /// The thread has ended a turn.
  void turnEnded() {
    if (watch != null) {
      watch.turnEnded();
      if (watch.takeEnded()) {
        goFirst();
      }
    }
  }

  private void goFirst() {
    if (watch != null) {
      // Where the system refuses it the thread shares, and says by how much it was late.
      boolean _ = watch.goFirst();
    }
  }
}
