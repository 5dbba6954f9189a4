package io.dering.gateway.wiring;

import io.dering.gateway.conductor.Conductor;
import io.dering.gateway.storage.SignOfLife;
import io.dering.signaling.switchboard.Snapshot;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Leaves a sign of life in the store every second in which a call is going on. Ends with its
/// Vert.x.
final class LifeSigns {
  /// A call that a crash ends may seem shorter by as much. Less costs a commit each time.
  private static final long EVERY_MS = 1_000;

  private final List<Conductor> conductors;
  private final SignOfLife store;
  private final InstantSource clock;

  private LifeSigns(List<Conductor> conductors, SignOfLife store, InstantSource clock) {
    this.conductors = conductors;
    this.store = store;
    this.clock = clock;
  }

  static void begin(
      Vertx vertx, List<Conductor> conductors, SignOfLife store, InstantSource clock) {
    var signs = new LifeSigns(conductors, store, clock);
    vertx.setPeriodic(EVERY_MS, _ -> signs.show());
  }

  private void show() {
    if (conductors.stream().map(Conductor::snapshot).anyMatch(LifeSigns::isBusy)) {
      // A store that fails says so itself, and the conductors halt.
      CompletableFuture<Boolean> _ = store.show(clock.instant());
    }
  }

  private static boolean isBusy(Snapshot now) {
    return now.ringing() + now.connecting() + now.talking() > 0;
  }
}
