package io.dering.transport.dtls;

import io.dering.media.dtls.Fingerprint;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;

/// The control: our own DTLS client the obvious way. It believes who asks it for a cookie, and has
/// one attempt.
final class BareDtlsClient implements AutoCloseable {
  private final SecureRandom random = new SecureRandom();
  private final JcaTlsCrypto crypto = new JcaTlsCryptoProvider().create(random);
  private final DtlsIdentity identity = DtlsIdentity.create(crypto, random, Instant.EPOCH);
  private final CompletableFuture<Boolean> outcome = new CompletableFuture<>();
  private final BareNetwork network;
  private final Thread thread;

  /// @param out where what it says goes
  BareDtlsClient(Fingerprint expected, Consumer<byte[]> out) {
    network = new BareNetwork(out);
    DtlsClient client =
        new DtlsClient(
            crypto,
            identity,
            DtlsSettings.defaults(),
            new SrtpHandshake(expected, DtlsSettings.defaults().profiles()));
    thread =
        Thread.ofVirtual()
            .unstarted(() -> {
              try {
                new DTLSClientProtocol().connect(client, network);
                outcome.complete(true);
              } catch (IOException e) {
                outcome.complete(false);
              }
            });
  }

  void start() {
    thread.start();
  }

  void deliver(byte[] datagram) {
    network.deliver(datagram);
  }

  /// Whether the handshake has succeeded; completes when it is over.
  CompletableFuture<Boolean> outcome() {
    return outcome;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
