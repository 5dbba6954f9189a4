package io.dering.transport.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.dtls.DtlsFailure;
import io.dering.media.dtls.DtlsPeek;
import io.dering.media.dtls.DtlsRole;
import io.dering.media.dtls.Fingerprint;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A certificate is public: whoever has seen one can present it, and it has the fingerprint of the
/// SDP. Only its key's signature says whose it is.
@Timeout(30)
final class StolenCertificateTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final DtlsCrypto CRYPTO = new DtlsCrypto(RANDOM);
  private static final DtlsSettings SETTINGS = DtlsSettings.defaults();
  private static final BouncyCastleDtls OURS =
      new BouncyCastleDtls(
          SETTINGS, new DtlsSources(RANDOM, System::nanoTime, InstantSource.system()));

  @Test
  void aServerThatHasNotTheKeyOfItsCertificateIsRefused() throws Exception {
    DtlsIdentity thief = identity(pair(), pair());
    End client = End.lossless();
    End server = End.lossless();
    client.connect(server);
    attempt(server, thief, DtlsRole.SERVER);
    client.engine(OURS.open(DtlsRole.CLIENT, thief.fingerprint(), client));
    assertThat(client.awaitFailure()).isEqualTo(DtlsFailure.HANDSHAKE);
    assertThat(client.sent())
        .as("the hello, and nothing after the signature")
        .isNotEmpty()
        .allMatch(datagram -> DtlsPeek.isClientHello(datagram, 0, datagram.length));
  }

  @Test
  void aClientThatHasNotTheKeyOfItsCertificateIsRefused() throws Exception {
    DtlsIdentity thief = identity(pair(), pair());
    End client = End.lossless();
    End server = End.lossless();
    client.connect(server);
    server.engine(OURS.open(DtlsRole.SERVER, thief.fingerprint(), server));
    attempt(client, thief, DtlsRole.CLIENT);
    assertThat(server.awaitFailure()).isEqualTo(DtlsFailure.HANDSHAKE);
  }

  @Test
  void whoHasTheKeyIsTaken() throws Exception {
    KeyPair pair = pair();
    DtlsIdentity owner = identity(pair, pair);
    End client = End.lossless();
    End server = End.lossless();
    client.connect(server);
    attempt(server, owner, DtlsRole.SERVER);
    client.engine(OURS.open(DtlsRole.CLIENT, owner.fingerprint(), client));
    assertThat(client.awaitKeys().keyingMaterial()).isEqualTo(server.awaitKeys().keyingMaterial());
  }

  private static void attempt(End end, DtlsIdentity identity, DtlsRole role) {
    Fingerprint expected = OURS.localFingerprint();
    SrtpHandshake srtp = new SrtpHandshake(expected, SETTINGS.profiles());
    DatagramQueue queue =
        new DatagramQueue(
            Duration.ofSeconds(10), role == DtlsRole.CLIENT, System::nanoTime, end::transmit);
    DtlsAttempt attempt =
        new DtlsAttempt(role, queue, new FirstWords(new Heard(RANDOM)), srtp, end);
    DtlsHandshake handshake =
        role == DtlsRole.CLIENT
            ? transport ->
                new DTLSClientProtocol()
                    .connect(new DtlsClient(CRYPTO, identity, SETTINGS, srtp), transport)
            : transport ->
                new DTLSServerProtocol()
                    .accept(new DtlsServer(CRYPTO, identity, SETTINGS, srtp), transport);
    attempt.start(handshake, new Semaphore(1));
    end.engine(attempt);
  }

  /// @param shown whose certificate it is
  /// @param signs the key that is really there
  private static DtlsIdentity identity(KeyPair shown, KeyPair signs) throws Exception {
    return new DtlsIdentity(
        CRYPTO, signs.getPrivate(), DtlsIdentity.certificate(shown, RANDOM, Instant.EPOCH));
  }

  private static KeyPair pair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
    return generator.generateKeyPair();
  }
}
