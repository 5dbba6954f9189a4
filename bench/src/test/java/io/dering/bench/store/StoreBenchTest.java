package io.dering.bench.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.conductor.Timeline;
import io.dering.gateway.storage.CallStore;
import io.dering.signaling.money.LedgerSnapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// That the benchmarks do what they say, at any speed.
final class StoreBenchTest {
  private static final Duration KEPT = Duration.ofDays(7);

  @TempDir Path folder;

  @Test
  void everySetUpOfTheBenchmarkIsARowThatWasConnectedAndClosed() {
    Timeline clock = new Timeline(InstantSource.system(), System::nanoTime);
    try (CallStore store = CallStore.open(folder, KEPT, clock)) {
      assertThat(new Lanes(store, clock, 8, 100).run().setUps()).isEqualTo(100);
      assertThat(store.log().page(Lanes.ACCOUNT, 200, null).orElseThrow().calls())
          .hasSize(100)
          .allSatisfy(call -> {
            assertThat(call.connectedAt()).isNotNull();
            assertThat(call.end()).isNotNull();
          });
    }
  }

  @Test
  void everyChargeOfTheBenchmarkIsAnEntry() throws InterruptedException {
    Timeline clock = new Timeline(InstantSource.system(), System::nanoTime);
    try (CallStore store = CallStore.open(folder, KEPT, clock)) {
      Charges.Outcome outcome = new Charges(store, clock).run(8, 100);
      assertThat(outcome.minutes()).isEqualTo(100);
      LedgerSnapshot snapshot = store.ledgers().snapshot(Lanes.ACCOUNT);
      assertThat(snapshot.lastSequence()).isEqualTo(101);
      assertThat(snapshot.heldMinor()).isZero();
      assertThat(snapshot.balanceMinor()).isEqualTo(outcome.balanceMinor());
    }
  }

  @Test
  void pastCallsAreEndedButForThoseLeftOpen() {
    Timeline clock = new Timeline(InstantSource.system(), System::nanoTime);
    try (CallStore store = CallStore.open(folder, KEPT, clock)) {
      new PastCalls(150, 5, clock.instant()).store(store);
      assertThat(store.log().page(Lanes.ACCOUNT, 200, null).orElseThrow().calls()).hasSize(155);
      assertThat(store.log().open(Lanes.ACCOUNT)).hasSize(5);
    }
  }
}
