package io.dering.bench.lean;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The same few hundred datagrams again and again, as fast as one thread can: they lie ready in
/// memory, and the kernel is given 64 of them at once. One thread's.
public final class Blast implements AutoCloseable {
  /// @param from 127.x.y.z as a number: whom the receiver sees
  /// @param datagram a whole array
  public record Shot(int from, ByteBuffer datagram) {}

  private final Arena arena = Arena.ofConfined();
  private final List<MessageBatch> batches = new ArrayList<>();
  private final int fd;
  private int next;

  private Blast(int fd) {
    this.fd = fd;
  }

  /// From a UDP port of our own.
  ///
  /// @param shots a multiple of 64
  public static Blast of(InetSocketAddress to, List<Shot> shots) throws IOException {
    return new Blast(Libc.udpSocket()).loaded(to, shots);
  }

  /// From any port, somebody else's too: each shot is a whole IPv4 packet. Needs CAP_NET_RAW.
  ///
  /// @param shots a multiple of 64
  public static Blast raw(InetSocketAddress to, List<Shot> shots) throws IOException {
    return new Blast(Libc.rawSocket()).loaded(to, shots);
  }

  private Blast loaded(InetSocketAddress to, List<Shot> shots) {
    for (int i = 0; i < shots.size(); i++) {
      int at = i % MessageBatch.CAPACITY;
      if (at == 0) {
        batches.add(new MessageBatch(arena));
      }
      Shot shot = shots.get(i);
      Route route = Route.between(shot.from(), to);
      batches.getLast().write(at, route, shot.datagram().array(), 0, shot.datagram().capacity());
    }
    return this;
  }

  /// The calling thread gives way to all others of its core from now on: what counts what becomes
  /// of calls must not wait for what disturbs them.
  public static void giveWay() {
    Libc.runLast();
  }

  /// Sends the next so many of them, 64 at the most.
  ///
  /// @return how many the system took
  public int send(int atMost) {
    MessageBatch batch = batches.get(next);
    next = (next + 1) % batches.size();
    int count = Math.min(atMost, MessageBatch.CAPACITY);
    return Math.max(0, Libc.sendmmsg(fd, batch.headers(0), count));
  }

  @Override
  public void close() {
    Libc.close(fd);
    arena.close();
  }
}
