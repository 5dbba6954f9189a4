package io.dering.transport.dtls;

import io.dering.media.dtls.DtlsEngine;
import io.dering.media.dtls.DtlsEngines;
import io.dering.media.dtls.DtlsRole;
import io.dering.media.dtls.DtlsSink;
import io.dering.media.dtls.Fingerprint;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSServerProtocol;

/// DTLS-SRTP for the whole process, with one certificate. The protocol is Bouncy Castle's; whose
/// the arithmetic is, [DtlsCrypto] says.
///
/// Attempts are independent: one that fails leaves nothing behind, and the next one on the same
/// pair works. Safe for use by many threads.
public final class BouncyCastleDtls implements DtlsEngines {
  private final DtlsSettings settings;
  private final LongSupplier nanoClock;
  private final DtlsCrypto crypto;
  private final DtlsIdentity identity;
  private final Semaphore handshakes;

  /// Makes the certificate; takes some 100 ms the first time.
  public BouncyCastleDtls(DtlsSettings settings, DtlsSources sources) {
    this.settings = settings;
    this.nanoClock = sources.nanoClock();
    this.crypto = new DtlsCrypto(sources.random());
    this.identity = DtlsIdentity.create(crypto, sources.random(), sources.wallClock().instant());
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
    DatagramQueue queue = new DatagramQueue(settings.handshakeTimeout(), nanoClock, sink);
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
