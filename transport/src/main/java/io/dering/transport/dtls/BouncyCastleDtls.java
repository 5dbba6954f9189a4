package io.dering.transport.dtls;

import io.dering.media.dtls.DtlsAttempts;
import io.dering.media.dtls.DtlsEngine;
import io.dering.media.dtls.DtlsEngines;
import io.dering.media.dtls.DtlsRole;
import io.dering.media.dtls.DtlsSink;
import io.dering.media.dtls.Fingerprint;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.crypto.TlsCrypto;

/// DTLS-SRTP for the whole process, with one certificate. The protocol is Bouncy Castle's; whose
/// the arithmetic is, [DtlsCrypto] says.
///
/// An attempt that fails leaves nothing behind but the hello that was said, and the next one on the
/// same pair works. Safe for use by many threads.
public final class BouncyCastleDtls implements DtlsEngines {
  /// End of an attempt that is not the first: one has failed, so somebody else may be at play, and
  /// the peer may have begun anew and wait for a hello while we wait for its answer. More outlives
  /// worse networks, less leaves time for more attempts before the call's deadline.
  private static final Duration LATER_ATTEMPT = Duration.ofSeconds(3);

  private final DtlsSettings settings;
  private final LongSupplier nanoClock;
  private final SecureRandom random;
  private final DtlsCrypto crypto;
  private final DtlsIdentity identity;
  private final Semaphore handshakes;

  /// Makes the certificate; takes some 100 ms the first time.
  public BouncyCastleDtls(DtlsSettings settings, DtlsSources sources) {
    this.settings = settings;
    this.nanoClock = sources.nanoClock();
    this.random = sources.random();
    this.crypto = new DtlsCrypto(sources.random());
    this.identity = DtlsIdentity.create(crypto, sources.random(), sources.wallClock().instant());
    this.handshakes = new Semaphore(settings.maxHandshakes());
  }

  @Override
  public DtlsAttempts towards(Fingerprint expected) {
    Peer peer = new Peer(expected, new OutgoingRecords(), new Heard(random));
    return (role, sink) -> open(role, peer, sink);
  }

  private static Duration shorter(Duration whole) {
    return whole.compareTo(LATER_ATTEMPT) < 0 ? whole : LATER_ATTEMPT;
  }

  /// What all attempts towards one peer share.
  private record Peer(Fingerprint expected, OutgoingRecords records, Heard heard) {}

  private DtlsEngine open(DtlsRole role, Peer peer, DtlsSink sink) {
    OutgoingRecords records = peer.records();
    FirstWords firstWords = new FirstWords(peer.heard());
    SrtpHandshake srtp = new SrtpHandshake(peer.expected(), settings.profiles());
    DtlsHandshake handshake =
        switch (role) {
          case CLIENT -> {
            byte[] said = records.clientRandom();
            TlsCrypto arithmetic = said == null ? crypto : new SameHello(said, random);
            DtlsClient client = new DtlsClient(arithmetic, identity, settings, srtp);
            yield transport -> new DTLSClientProtocol().connect(client, transport);
          }
          case SERVER -> {
            TlsCrypto arithmetic = new SameAnswer(firstWords::answer, random);
            DtlsServer server = new DtlsServer(arithmetic, identity, settings, srtp);
            yield transport -> new DTLSServerProtocol().accept(server, transport);
          }
        };
    int attempt = records.nextAttempt();
    DatagramQueue queue =
        new DatagramQueue(
            attempt == 0 ? settings.handshakeTimeout() : shorter(settings.handshakeTimeout()),
            role == DtlsRole.CLIENT,
            nanoClock,
            datagram -> {
              records.leaves(datagram, attempt);
              sink.transmit(datagram);
            });
    DtlsAttempt engine = new DtlsAttempt(role, queue, firstWords, srtp, sink);
    engine.start(handshake, handshakes);
    engine.resume();
    return engine;
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
