package io.dering.gateway.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who is asked for a sign of life, and when.
class HeartbeatTest {
  private final Vertx vertx = Vertx.vertx();

  /// So slow that only the test beats.
  private final Heartbeat heartbeat = new Heartbeat(Duration.ofHours(12));

  private final List<String> asked = new ArrayList<>();

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void whoeverComesIsFirstAskedAPeriodLaterAndThenOnceInEach() {
    join("ayu");
    beat(Heartbeat.TURNS - 1);
    assertThat(asked).isEmpty();
    beat(1);
    assertThat(asked).containsExactly("ayu");
    beat(3 * Heartbeat.TURNS);
    assertThat(asked).containsExactly("ayu", "ayu", "ayu", "ayu");
  }

  @Test
  void thoseWhoCameInOneTurnAreAskedTogetherAndOthersInTheirOwn() {
    join("ayu");
    join("budi");
    beat(1);
    join("citra");
    beat(Heartbeat.TURNS - 1);
    assertThat(asked).containsExactlyInAnyOrder("ayu", "budi");
    beat(1);
    assertThat(asked).hasSize(3).endsWith("citra");
  }

  @Test
  void whoHasLeftIsAskedNoMore() {
    Heartbeat.Place ayu = join("ayu");
    join("budi");
    ayu.leave();
    beat(2 * Heartbeat.TURNS);
    assertThat(asked).containsExactly("budi", "budi");
  }

  @Test
  void itBeatsByItselfOnceSomebodyIsThere() {
    CompletableFuture<Boolean> soon = new CompletableFuture<>();
    Heartbeat.Place _ =
        new Heartbeat(Duration.ofMillis(Heartbeat.TURNS)).join(() -> soon.complete(true), vertx);
    assertThat(soon.orTimeout(30, TimeUnit.SECONDS).join()).isTrue();
  }

  private Heartbeat.Place join(String name) {
    return heartbeat.join(() -> asked.add(name), vertx);
  }

  private void beat(int turns) {
    for (int i = 0; i < turns; i++) {
      heartbeat.beat();
    }
  }
}
