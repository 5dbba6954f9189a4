package io.dering.transport.dtls;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bouncycastle.tls.DatagramTransport;

/// A network for Bouncy Castle alone: all that is delivered comes in, unfiltered and unbounded.
final class BareNetwork implements DatagramTransport {
  private static final int LIMIT = 1500;

  private final BlockingQueue<byte[]> datagrams = new LinkedBlockingQueue<>();
  private final Consumer<byte[]> out;

  BareNetwork(Consumer<byte[]> out) {
    this.out = out;
  }

  void deliver(byte[] datagram) {
    datagrams.add(datagram);
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
    out.accept(Arrays.copyOfRange(buf, off, off + len));
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
  public void close() {}
}
