package io.dering.transport.dtls;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;

/// The control: our own DTLS server the obvious way, without record filter, queue and second
/// attempt.
public final class BareDtlsServer implements AutoCloseable {
  private final BareNetwork network;
  private final CompletableFuture<Boolean> outcome = new CompletableFuture<>();
  private final Thread thread;

  /// @param out where its answers go
  public BareDtlsServer(Consumer<byte[]> out) {
    network = new BareNetwork(out);
    SecureRandom random = new SecureRandom();
    JcaTlsCrypto crypto = new JcaTlsCryptoProvider().create(random);
    DtlsIdentity identity = DtlsIdentity.create(crypto, random, Instant.EPOCH);
    DtlsServer server =
        new DtlsServer(
            crypto,
            identity,
            DtlsSettings.defaults(),
            new SrtpHandshake(identity.fingerprint(), DtlsSettings.defaults().profiles()));
    thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                new DTLSServerProtocol().accept(server, network);
                outcome.complete(true);
              } catch (IOException e) {
                outcome.complete(false);
              }
            });
  }

  public void deliver(byte[] datagram) {
    network.deliver(datagram);
  }

  /// Whether the handshake has succeeded; completes when it is over.
  public CompletableFuture<Boolean> outcome() {
    return outcome;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
