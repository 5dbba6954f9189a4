package io.dering.transport.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.dtls.DtlsRole;
import io.dering.media.dtls.Fingerprint;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// An attempt whose thread gets a processor late, as on a machine that is overrun.
@Timeout(60)
final class LateThreadTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /// Otherwise each attempt would find its time over before it has said hello, for as long as the
  /// machine is overrun, and each would make the next one later.
  @Test
  void itsTimeBeginsWithItsThread() {
    AtomicLong nowNanos = new AtomicLong();
    DtlsSettings settings = DtlsSettings.defaults();
    DatagramQueue queue = new DatagramQueue(TIMEOUT, true, nowNanos::get, _ -> {});
    SrtpHandshake srtp = new SrtpHandshake(anyFingerprint(settings), settings.profiles());
    FirstWords nobodys = new FirstWords(new Heard(new SecureRandom()));
    DtlsAttempt attempt = new DtlsAttempt(DtlsRole.CLIENT, queue, nobodys, srtp, End.lossless());
    nowNanos.addAndGet(TIMEOUT.multipliedBy(2).toNanos());
    byte[] came = HostileRecords.helloRequest();
    queue.offer(came, 0, came.length);

    CompletableFuture<Integer> heard = new CompletableFuture<>();
    attempt.start(
        network -> {
          heard.complete(network.receive(new byte[1500], 0, 1500, 0));
          throw new IOException("that is all");
        },
        new Semaphore(1));
    assertThat(heard.orTimeout(30, TimeUnit.SECONDS).join()).isEqualTo(came.length);
  }

  private static Fingerprint anyFingerprint(DtlsSettings settings) {
    return new BouncyCastleDtls(
            settings, new DtlsSources(new SecureRandom(), System::nanoTime, InstantSource.system()))
        .localFingerprint();
  }
}
