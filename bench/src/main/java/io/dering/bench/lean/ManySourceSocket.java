package io.dering.bench.lean;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/// One UDP socket that speaks from any address of the host, and knows to which one it was spoken.
/// One thread's.
final class ManySourceSocket implements AutoCloseable {
  /// Bytes; rides out a pause of a second at 100,000 packets a second where the process may pass
  /// the system's cap (CAP_NET_ADMIN), of a tenth of it otherwise.
  private static final int KERNEL_BUFFER = 64 << 20;

  private static final int MODEST_KERNEL_BUFFER = 4 << 20;
  private static final int SOCKET_ADDRESS = 16;

  private final Arena arena = Arena.ofShared();
  private final MessageBatch incoming = new MessageBatch(arena);
  private final MessageBatch outgoing = new MessageBatch(arena);
  private final KernelClock clock = new KernelClock(arena);
  private final Arrival arrival = new Arrival();
  private final int fd;
  private final int port;
  private int queued;
  private long refused;

  ManySourceSocket() throws IOException {
    fd = Libc.udpSocket();
    try (Arena once = Arena.ofConfined()) {
      MemorySegment address = once.allocate(SOCKET_ADDRESS, 8);
      address.set(ValueLayout.JAVA_SHORT, 0, (short) Libc.AF_INET);
      Libc.bind(fd, address);
      Libc.name(fd, address, once.allocateFrom(JAVA_INT, SOCKET_ADDRESS));
      port = address.get(ValueLayout.JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN), 2) & 0xFFFF;
      MemorySegment on = once.allocateFrom(JAVA_INT, 1);
      if (!Libc.option(fd, Libc.IPPROTO_IP, Libc.IP_PKTINFO, on)
          || !Libc.option(fd, Libc.SOL_SOCKET, Libc.SO_TIMESTAMPNS, on)
          || !Libc.option(fd, Libc.SOL_SOCKET, Libc.SO_RXQ_OVFL, on)) {
        throw new IOException("the kernel does not say where and when a datagram came");
      }
      // What is never cut up needs no number that all processors share.
      Libc.option(
          fd,
          Libc.IPPROTO_IP,
          Libc.IP_MTU_DISCOVER,
          once.allocateFrom(JAVA_INT, Libc.IP_PMTUDISC_DO));
      if (!Libc.option(
          fd, Libc.SOL_SOCKET, Libc.SO_RCVBUFFORCE, once.allocateFrom(JAVA_INT, KERNEL_BUFFER))) {
        Libc.option(
            fd, Libc.SOL_SOCKET, Libc.SO_RCVBUF, once.allocateFrom(JAVA_INT, MODEST_KERNEL_BUFFER));
      }
    } catch (IOException e) {
      Libc.close(fd);
      throw e;
    }
  }

  int port() {
    return port;
  }

  /// Datagrams that the kernel dropped on the way in, as far as it has told.
  long dropped() {
    return Integer.toUnsignedLong(arrival.dropped);
  }

  /// Datagrams that the kernel would not send.
  long refused() {
    return refused;
  }

  /// Sends with the next full batch or the next [#flush].
  void send(Route route, byte[] b, int offset, int length) {
    outgoing.write(queued, route, b, offset, length);
    queued++;
    if (queued == MessageBatch.CAPACITY) {
      flush();
    }
  }

  void flush() {
    int at = 0;
    while (at < queued) {
      int sent = Libc.sendmmsg(fd, outgoing.headers(at), queued - at);
      if (sent <= 0) {
        // The first one is what could not be sent; those behind it still can.
        refused++;
        at++;
      } else {
        at += sent;
      }
    }
    queued = 0;
  }

  /// Hands over what has come, until there is no more.
  void receive(Consumer<Arrival> to) {
    int count;
    do {
      count = Libc.recvmmsg(fd, incoming.headers(0), MessageBatch.CAPACITY);
      for (int i = 0; i < count; i++) {
        incoming.read(i, arrival);
        incoming.readyToReceive(i);
        arrival.stampNanos = clock.nanoTime(arrival.stampNanos);
        to.accept(arrival);
      }
    } while (count == MessageBatch.CAPACITY);
  }

  @Override
  public void close() {
    Libc.close(fd);
    arena.close();
  }
}
