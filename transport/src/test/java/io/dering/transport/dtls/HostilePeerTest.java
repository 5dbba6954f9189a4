package io.dering.transport.dtls;

import static io.dering.transport.dtls.HostileRecords.alert;
import static io.dering.transport.dtls.HostileRecords.bomb;
import static io.dering.transport.dtls.HostileRecords.nullHello;
import static io.dering.transport.dtls.HostileRecords.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dering.media.dtls.DtlsAdmission;
import io.dering.media.dtls.DtlsFailure;
import io.dering.media.dtls.DtlsRecordFilter;
import io.dering.media.dtls.DtlsRole;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;
import org.junit.jupiter.api.Test;

/// What strangers and broken peers send. The datagrams are those of the project's threat model: the
/// reassembly bomb, the ClientHello with the null suite, plaintext alerts.
final class HostilePeerTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final BouncyCastleDtls ONE =
      new BouncyCastleDtls(
          DtlsSettings.defaults(),
          new DtlsSources(RANDOM, System::nanoTime, InstantSource.system()));
  private static final BouncyCastleDtls TWO =
      new BouncyCastleDtls(
          DtlsSettings.defaults(),
          new DtlsSources(RANDOM, System::nanoTime, InstantSource.system()));
  private static final long MEBIBYTE = 1 << 20;

  /// An attempt of its own accord ends later than a test waits: what ends before was ended.
  private static final BouncyCastleDtls LASTING =
      new BouncyCastleDtls(
          new DtlsSettings(
              10,
              Duration.ofMinutes(1),
              Duration.ofMillis(300),
              DtlsSettings.defaults().profiles()),
          new DtlsSources(RANDOM, System::nanoTime, InstantSource.system()));

  @Test
  void theReassemblyBombLeavesTheHeapAloneAndTheHandshakeWorks() {
    End server = End.lossless();
    server.engine(TWO.open(DtlsRole.SERVER, ONE.localFingerprint(), server));
    final long beforeBytes = usedHeapBytes();
    for (int i = 0; i < 10_000; i++) {
      server.deliver(bomb(1 + i % 16, 0xFFFFFF));
    }
    assertThat(usedHeapBytes() - beforeBytes).isLessThan(4 * MEBIBYTE);
    assertThat(server.sent()).isEmpty();

    End client = End.lossless();
    client.connect(server);
    client.engine(ONE.open(DtlsRole.CLIENT, TWO.localFingerprint(), client));
    assertThat(client.awaitKeys().keyingMaterial()).isEqualTo(server.awaitKeys().keyingMaterial());
  }

  /// The control: without the filter the same datagram does what it is feared for.
  @Test
  void theReassemblyBombHoldsAHundredMebibytesInABareBouncyCastle() throws InterruptedException {
    JcaTlsCrypto crypto = new JcaTlsCryptoProvider().create(RANDOM);
    DtlsServer victim =
        new DtlsServer(
            crypto,
            DtlsIdentity.create(crypto, RANDOM, Instant.EPOCH),
            DtlsSettings.defaults(),
            new SrtpHandshake(ONE.localFingerprint(), DtlsSettings.defaults().profiles()));
    final long beforeBytes = usedHeapBytes();
    OneDatagram network = new OneDatagram(bomb(8, 0xFFFFFF));
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                new DTLSServerProtocol().accept(victim, network);
              } catch (IOException e) {
                // The end of the test.
              }
            });
    assertThat(network.swallowed.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(usedHeapBytes() - beforeBytes).isGreaterThan(100 * MEBIBYTE);
    network.finished.countDown();
    thread.join();
  }

  @Test
  void aClientHelloWithTheNullSuiteEndsItsAttemptSilentlyAndTheNextAttemptWorks() {
    End server = End.lossless();
    server.engine(TWO.open(DtlsRole.SERVER, ONE.localFingerprint(), server));
    server.deliver(nullHello());
    assertThat(server.awaitFailure()).isEqualTo(DtlsFailure.HANDSHAKE);
    assertThat(server.sent()).isEmpty();

    End next = End.lossless();
    End client = End.lossless();
    BouncyCastleDtlsTest.handshake(client, ONE, next, TWO);
    assertThat(client.awaitKeys().keyingMaterial()).isEqualTo(next.awaitKeys().keyingMaterial());
  }

  /// A stranger's hello that we answer, and then the peer's: one of the two lies, and the attempt
  /// took the peer for the liar until its deadline, which is the call's as well.
  @Test
  void aHelloThatContradictsThePeersEndsItsAttemptInASecondAndTheNextAttemptWorks() {
    // The client does not hear what was answered to the stranger.
    End server = new End((_, _) -> false);
    server.engine(LASTING.open(DtlsRole.SERVER, ONE.localFingerprint(), server));
    server.deliver(HostileRecords.strangersHello((byte) 7));
    while (server.sent().isEmpty()) {
      assertThat(server.hasFailed()).as("we do not answer it").isFalse();
      Thread.onSpinWait();
    }
    End client = End.lossless();
    client.connect(server);
    client.engine(ONE.open(DtlsRole.CLIENT, LASTING.localFingerprint(), client));
    assertThat(server.awaitFailure()).isEqualTo(DtlsFailure.HANDSHAKE);

    End next = End.lossless();
    client.connect(next);
    next.engine(LASTING.open(DtlsRole.SERVER, ONE.localFingerprint(), next));
    assertThat(client.awaitKeys().keyingMaterial()).isEqualTo(next.awaitKeys().keyingMaterial());
  }

  @Test
  void helloAndAlertsThrownIntoAHandshakeDoNotEndIt() {
    End server = End.lossless();
    End client =
        new End((index, datagram) -> {
          server.deliver(alert());
          return index != 0;
        });
    client.deliver(nullHello());
    client.deliver(alert());
    BouncyCastleDtlsTest.handshake(client, ONE, server, TWO);
    assertThat(client.awaitKeys().keyingMaterial()).isEqualTo(server.awaitKeys().keyingMaterial());
  }

  @Test
  void anAlertThatNobodyContradictsEndsTheAttemptInASecond() {
    End client = End.lossless();
    client.engine(LASTING.open(DtlsRole.CLIENT, TWO.localFingerprint(), client));
    long startNanos = System.nanoTime();
    client.deliver(alert());
    assertThat(client.awaitFailure()).isEqualTo(DtlsFailure.HANDSHAKE);
    assertThat(Duration.ofNanos(System.nanoTime() - startNanos))
        .as("somebody might have contradicted it")
        .isGreaterThan(Duration.ofMillis(900));
  }

  @Test
  void plaintextAfterTheHandshakeChangesNothing() {
    End client = End.lossless();
    End server = End.lossless();
    BouncyCastleDtlsTest.handshake(client, ONE, server, TWO);
    client.awaitKeys();
    server.awaitKeys();
    final int sentBefore = server.sent().size();
    for (int i = 0; i < 200; i++) {
      for (End end : new End[] {client, server}) {
        end.deliver(nullHello());
        end.deliver(alert());
        end.deliver(bomb(16, 0xFFFFFF));
        end.deliver(record(23, new byte[] {1, 2, 3}));
        end.deliver(record(20, new byte[] {1}));
      }
    }
    assertThat(client.isClosed()).isFalse();
    assertThat(server.isClosed()).isFalse();
    assertThat(server.sent()).hasSize(sentBefore);
    client.close();
    assertThat(server.awaitClosed()).isTrue();
  }

  /// Whether the attempt's thread reads or not: what strangers may put into its queue leaves room
  /// for the peer's goodbye.
  @Test
  void plaintextAfterTheHandshakeNeverFillsTheQueue() {
    DtlsRecordFilter filter = new DtlsRecordFilter(DtlsRole.SERVER);
    filter.established();
    byte[] repeated = record(20, new byte[] {1});
    int admitted = 0;
    for (int i = 0; i < 1_000; i++) {
      if (filter.admit(repeated, 0, repeated.length) == DtlsAdmission.ADMITTED) {
        admitted++;
      }
    }
    assertThat(admitted).isBetween(1, DatagramQueue.CAPACITY - 1);
  }

  @Test
  void aClientWithoutUseSrtpIsRefused() {
    End server = End.lossless();
    server.engine(TWO.open(DtlsRole.SERVER, ONE.localFingerprint(), server));
    End bare = End.lossless();
    bare.connect(server);
    DatagramQueue queue =
        new DatagramQueue(Duration.ofSeconds(5), true, System::nanoTime, bare::transmit);
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                new DTLSClientProtocol().connect(bareClient(), queue);
              } catch (IOException e) {
                // The end of the test.
              }
            });
    assertThat(server.awaitFailure()).isEqualTo(DtlsFailure.NO_SRTP_PROFILE);
    thread.interrupt();
  }

  @Test
  void aServerThatDoesNotAnswerUseSrtpIsRefused() throws IOException {
    SrtpHandshake handshake =
        new SrtpHandshake(ONE.localFingerprint(), DtlsSettings.defaults().profiles());
    assertThatThrownBy(() -> handshake.accept(null)).isInstanceOf(IOException.class);
    assertThat(handshake.failure()).isEqualTo(DtlsFailure.NO_SRTP_PROFILE);
  }

  private static DefaultTlsClient bareClient() {
    return new DefaultTlsClient(new JcaTlsCryptoProvider().create(RANDOM)) {
      @Override
      protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.DTLSv12.only();
      }

      @Override
      protected int[] getSupportedCipherSuites() {
        return new int[] {CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256};
      }

      @Override
      public TlsAuthentication getAuthentication() {
        return new TlsAuthentication() {
          @Override
          public void notifyServerCertificate(TlsServerCertificate certificate) {}

          // A client may have no certificate, and Bouncy Castle says so with null.
          @SuppressWarnings("NullAway")
          @Override
          public TlsCredentials getClientCredentials(CertificateRequest request) {
            return null;
          }
        };
      }
    };
  }

  private static long usedHeapBytes() {
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /// A network that delivers one datagram and then shows that it has been swallowed.
  private static final class OneDatagram implements DatagramTransport {
    final CountDownLatch swallowed = new CountDownLatch(1);
    final CountDownLatch finished = new CountDownLatch(1);
    private final byte[] datagram;
    private boolean delivered;

    OneDatagram(byte[] datagram) {
      this.datagram = datagram;
    }

    @Override
    public int receive(byte[] buf, int off, int len, int waitMillis) throws IOException {
      if (!delivered) {
        delivered = true;
        System.arraycopy(datagram, 0, buf, off, datagram.length);
        return datagram.length;
      }
      swallowed.countDown();
      try {
        finished.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new IOException("finished");
    }

    @Override
    public int getReceiveLimit() {
      return DatagramQueue.RECEIVE_LIMIT;
    }

    @Override
    public int getSendLimit() {
      return DatagramQueue.RECEIVE_LIMIT;
    }

    @Override
    public void send(byte[] buf, int off, int len) {}

    @Override
    public void close() {}
  }
}
