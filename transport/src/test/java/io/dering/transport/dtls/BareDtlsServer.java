package io.dering.transport.dtls;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;

/// The control: our own DTLS server the obvious way, without record filter, queue and second
/// attempt.
public final class BareDtlsServer implements DatagramTransport, AutoCloseable {
  private static final int LIMIT = 1500;

  private final BlockingQueue<byte[]> datagrams = new LinkedBlockingQueue<>();
  private final CompletableFuture<Boolean> outcome = new CompletableFuture<>();
  private final Consumer<byte[]> out;
  private final Thread thread;

  /// @param out where its answers go
  public BareDtlsServer(Consumer<byte[]> out) {
    this.out = out;
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
                new DTLSServerProtocol().accept(server, this);
                outcome.complete(true);
              } catch (IOException e) {
                outcome.complete(false);
              }
            });
  }

  public void deliver(byte[] datagram) {
    datagrams.add(datagram);
  }

  /// Whether the handshake has succeeded; completes when it is over.
  public CompletableFuture<Boolean> outcome() {
    return outcome;
  }

  @Override
  public int receive(byte[] buf, int off, int len, int waitMillis) throws IOException {
    try {
      byte[] datagram = datagrams.poll(waitMillis, TimeUnit.MILLISECONDS);
      if (datagram == null) {
        return -1;
      }
      int taken = Math.min(len, datagram.length);
      System.arraycopy(datagram, 0, buf, off, taken);
      return taken;
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void send(byte[] buf, int off, int len) {
    byte[] datagram = new byte[len];
    System.arraycopy(buf, off, datagram, 0, len);
    out.accept(datagram);
  }

  @Override
  public int getReceiveLimit() {
    return LIMIT;
  }

  @Override
  public int getSendLimit() {
    return LIMIT;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
