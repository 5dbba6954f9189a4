package io.dering.transport.dtls;

import io.dering.media.dtls.DtlsEngine;
import io.dering.media.dtls.DtlsEngines;
import io.dering.media.dtls.DtlsRole;
import io.dering.media.dtls.DtlsSink;
import io.dering.media.dtls.Fingerprint;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;

/// DTLS-SRTP for the whole process, with one certificate. The arithmetic is the JDK's (its P-256 is
/// written for the processor); the protocol is Bouncy Castle's.
///
/// Attempts are independent: one that fails leaves nothing behind, and the next one on the same
/// pair works. Safe for use by many threads.
public final class BouncyCastleDtls implements DtlsEngines {
  private final DtlsSettings settings;
  private final JcaTlsCrypto crypto;
  private final DtlsIdentity identity;
  private final Semaphore handshakes;

  /// Makes the certificate; takes some 100 ms the first time.
  ///
  /// @param random strong randomness for keys and nonces
  public BouncyCastleDtls(DtlsSettings settings, SecureRandom random) {
    this.settings = settings;
    this.crypto = new JcaTlsCryptoProvider().create(random);
    this.identity = DtlsIdentity.create(crypto, random, Instant.now());
    this.handshakes = new Semaphore(settings.maxHandshakes());
  }

  @Override
  public DtlsEngine open(DtlsRole role, Fingerprint expected, DtlsSink sink) {
    SrtpHandshake srtp = new SrtpHandshake(expected, settings.profiles());
    DtlsHandshake handshake =
        switch (role) {
          case CLIENT -> {
            DtlsClient client = new DtlsClient(crypto, identity, settings, srtp);
            yield transport -> new DTLSClientProtocol().connect(client, transport);
          }
          case SERVER -> {
            DtlsServer server = new DtlsServer(crypto, identity, settings, srtp);
            yield transport -> new DTLSServerProtocol().accept(server, transport);
          }
        };
    DatagramQueue queue = new DatagramQueue(settings.handshakeTimeout(), sink);
    DtlsAttempt attempt = new DtlsAttempt(role, queue, srtp, sink);
    attempt.start(handshake, handshakes);
    return attempt;
  }

  @Override
  public Fingerprint localFingerprint() {
    return identity.fingerprint();
  }

  /// Handshakes that could begin now before `OVERLOADED`.
  public int freeHandshakes() {
    return handshakes.availablePermits();
  }
}
