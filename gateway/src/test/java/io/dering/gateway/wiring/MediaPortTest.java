package io.dering.gateway.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.config.GatewayConfig;
import io.dering.transport.linux.RealTime;
import io.dering.transport.udp.MediaServer;
import io.dering.transport.udp.MediaTotals;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class MediaPortTest {
  /// Whoever is not allowed to, as most who are not root, goes on sharing.
  @Test
  void audioGoesFirstAsTheConfigurationSaysWhereTheSystemLetsIt() throws Exception {
    boolean allowed =
        CompletableFuture.supplyAsync(
                () -> RealTime.beforeTheLowest().take(), task -> Thread.ofPlatform().start(task))
            .join();
    assertThat(goesFirst(true)).isEqualTo(allowed);
    assertThat(goesFirst(false)).isFalse();
  }

  private static boolean goesFirst(boolean realTime) throws Exception {
    try (MediaServer server = open(realTime)) {
      // Of the second turn: the thread asks at the end of its first.
      totals(server);
      return totals(server).priority().goesFirst();
    }
  }

  private static MediaServer open(boolean realTime) throws IOException {
    return MediaPort.open(
        new GatewayConfig.Media(0, List.of("127.0.0.1"), true, false, 400, realTime),
        new SecureRandom());
  }

  private static MediaTotals totals(MediaServer server) throws Exception {
    return server.totals().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
