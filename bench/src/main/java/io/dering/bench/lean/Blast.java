package io.dering.bench.lean;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The same few hundred datagrams again and again, as fast as one thread can: they lie ready in
/// memory, and the kernel is given 64 of them at once. One thread's.
public final class Blast implements AutoCloseable {
  /// Datagrams in a volley: in a system call, and in a row that the kernel cuts up (its
  /// UDP_MAX_SEGMENTS was 64).
  public static final int VOLLEY = 64;

  private static final int MOST_BYTES = 60_000;

  private final Arena arena = Arena.ofConfined();
  private final List<MessageBatch> batches = new ArrayList<>();
  private final int fd;
  private final int messages;
  private int next;

  private Blast(int fd, int messages) {
    this.fd = fd;
    this.messages = messages;
  }

  /// From a UDP port of our own.
  ///
  /// @param from for each volley 127.x.y.z as a number: whom the receiver sees
  /// @param volleys of [#VOLLEY] datagrams each, all of a volley of the same length
  public static Blast of(InetSocketAddress to, List<Integer> from, List<List<byte[]>> volleys)
      throws IOException {
    Blast blast = new Blast(Libc.udpSocket(), 1);
    IntStream.range(0, volleys.size())
        .forEach(i -> blast.row(Route.between(from.get(i), to), volleys.get(i)));
    return blast;
  }

  /// From any port, somebody else's too: each datagram is a whole IPv4 packet. Needs CAP_NET_RAW.
  public static Blast raw(InetSocketAddress to, List<List<byte[]>> volleys) throws IOException {
    Blast blast = new Blast(Libc.rawSocket(), VOLLEY);
    Route route = Route.between(Route.number(to.getAddress()), to);
    for (List<byte[]> volley : volleys) {
      MessageBatch batch = new MessageBatch(blast.arena);
      for (int i = 0; i < VOLLEY; i++) {
        batch.write(i, route, volley.get(i), 0, volley.get(i).length);
      }
      blast.batches.add(batch);
    }
    return blast;
  }

  private void row(Route route, List<byte[]> volley) {
    int each = volley.getFirst().length;
    byte[] row = new byte[VOLLEY * each];
    for (int i = 0; i < VOLLEY; i++) {
      System.arraycopy(volley.get(i), 0, row, i * each, each);
    }
    MessageBatch batch = new MessageBatch(arena, 1, MOST_BYTES);
    batch.write(0, route, row, 0, row.length);
    batch.cutUp(0, each);
    batches.add(batch);
  }

  /// The calling thread gives way to all others of its core from now on: what counts what becomes
  /// of calls must not wait for what disturbs them.
  public static void giveWay() {
    Libc.runLast();
  }

  /// Sends the next volley.
  ///
  /// @return how many datagrams the system took
  public int send() {
    MessageBatch batch = batches.get(next);
    next = (next + 1) % batches.size();
    int sent = Math.max(0, Libc.sendmmsg(fd, batch.headers(0), messages));
    return sent * VOLLEY / messages;
  }

  @Override
  public void close() {
    Libc.close(fd);
    arena.close();
  }
}
