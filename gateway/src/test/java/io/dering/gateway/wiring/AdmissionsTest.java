package io.dering.gateway.wiring;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class AdmissionsTest {
  @Test
  void afterALookComesTheNextOneThoughItFailed() throws Exception {
    CountDownLatch looks = new CountDownLatch(3);
    Vertx vertx = EventLoops.start();
    try {
      Admissions.again(
          1,
          () -> {
            looks.countDown();
            throw new IllegalStateException("a look that fails");
          },
          vertx);

      assertThat(looks.await(30, SECONDS)).isTrue();
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(30, SECONDS);
    }
  }
}
