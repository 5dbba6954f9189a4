package io.dering.transport.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.dtls.DtlsRole;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a connection is between its handshake and its end.
final class StandingConnectionTest {
  private static final int PAIRS = 100;

  /// Half of what it was with a thread that waits: 10 KiB of stack and buffers.
  private static final long MOST_BYTES = 12 << 10;

  private final BouncyCastleDtls dtls =
      new BouncyCastleDtls(
          DtlsSettings.defaults(),
          new DtlsSources(new SecureRandom(), System::nanoTime, InstantSource.system()));
  private final List<End> standing = new ArrayList<>();

  @Test
  void costsAFewKibibytesAndNoThread() {
    stand(10);
    long before = usedBytes();
    stand(PAIRS);
    long each = (leastBytes(before + 2 * PAIRS * MOST_BYTES) - before) / (2 * PAIRS);

    assertThat(each).isLessThan(MOST_BYTES);
    assertThat(standing).noneMatch(End::hasFailed);
  }

  @Test
  void hearsItsPeersGoodbyeAllTheSame() {
    stand(1);
    standing.get(0).close();
    assertThat(standing.get(1).awaitClosed()).isTrue();
  }

  private void stand(int pairs) {
    for (int i = 0; i < pairs; i++) {
      End client = End.lossless();
      End server = End.lossless();
      client.connect(server);
      server.engine(dtls.open(DtlsRole.SERVER, dtls.localFingerprint(), server));
      client.engine(dtls.open(DtlsRole.CLIENT, dtls.localFingerprint(), client));
      client.awaitKeys();
      server.awaitKeys();
      standing.add(client);
      standing.add(server);
    }
  }

  /// Looked at until it is little enough, at most 50 times: the last handshakes' threads may just
  /// be ending.
  private static long leastBytes(long enough) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 50 && least >= enough; i++) {
      least = Math.min(least, usedBytes());
    }
    return least;
  }

  private static long usedBytes() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
