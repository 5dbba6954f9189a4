package io.dering.transport.relay;

import io.dering.media.net.Conditions;
import io.dering.media.net.Line;
import io.dering.media.net.RelayCore;
import io.dering.media.net.RelayCore.Direction;
import io.dering.media.time.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Datagrams to its front port go on to the target from a port that each sender has of its own, and
/// what the target answers there goes back from the front port: through the weather, each way.
public final class UdpRelay implements AutoCloseable {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final int MAX_DATAGRAM_LENGTH = 2_048;
  private static final int KERNEL_BUFFER = 1 << 20;

  /// More is a port scanner, and no test.
  private static final int MAX_FLOWS = 256;

  private final InetSocketAddress target;
  private final Selector selector;
  private final DatagramChannel front;
  private final int frontPort;
  private final RelayCore<Flow> core;
  private final Map<InetSocketAddress, Flow> flows = new HashMap<>();
  private final AfterCut afterCut = new AfterCut();
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final ByteBuffer room = ByteBuffer.allocate(MAX_DATAGRAM_LENGTH);
  private final Thread thread;
  private boolean closed;

  /// A peer and the port by which the target knows it.
  private static final class Flow {
    final InetSocketAddress peer;
    DatagramChannel outward;

    Flow(InetSocketAddress peer, DatagramChannel outward) {
      this.peer = peer;
      this.outward = outward;
    }
  }

  private UdpRelay(int targetPort, long seed) throws IOException {
    target = new InetSocketAddress(LOOPBACK, targetPort);
    selector = Selector.open();
    core = new RelayCore<>(seed);
    front = open();
    front.register(selector, SelectionKey.OP_READ);
    frontPort = port(front);
    thread = Thread.ofPlatform().name("relay").daemon().start(this::run);
  }

  /// Before a port of the loopback, with good weather.
  public static UdpRelay before(int targetPort, long seed) {
    try {
      return new UdpRelay(targetPort, seed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where to send what is for the target.
  public int port() {
    return frontPort;
  }

  public void conditions(Conditions next) {
    conditions(next, next);
  }

  /// @param back from the target to its peers
  public void conditions(Conditions out, Conditions back) {
    onThread(() -> {
      core.line(Direction.OUT).conditions(out);
      core.line(Direction.BACK).conditions(back);
      return true;
    });
  }

  /// Nothing passes for so long, and then again by itself; 0 ends a cut.
  public void cutForMs(long milliseconds) {
    onThread(() -> {
      long end = System.nanoTime() + milliseconds * 1_000_000;
      core.cutUntil(end);
      afterCut.begin(end);
      return true;
    });
  }

  /// What came first after the last cut, and when, as JSON.
  public String afterCut() {
    return onThread(afterCut::json);
  }

  /// Gives every peer a new port towards the target. What is sent to the old ones is lost.
  public void move() {
    onThread(() -> {
      for (Flow flow : flows.values()) {
        DatagramChannel old = flow.outward;
        flow.outward = outward(flow);
        close(old);
      }
      return true;
    });
  }

  /// The ports by which the target knows its peers at this moment.
  public java.util.Set<Integer> outwardPorts() {
    return onThread(() -> {
      java.util.Set<Integer> ports = new java.util.TreeSet<>();
      flows.values().forEach(flow -> ports.add(port(flow.outward)));
      return ports;
    });
  }

  public Line.Counts counts(Direction direction) {
    return onThread(() -> core.line(direction).counts());
  }

  @Override
  public void close() {
    onThread(() -> closed = true);
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private <T> T onThread(Supplier<T> task) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    tasks.add(() -> answer.complete(task.get()));
    selector.wakeup();
    return answer.join();
  }

  private void run() {
    try {
      while (!closed) {
        await();
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
          task.run();
        }
        long now = System.nanoTime();
        for (SelectionKey key : selector.selectedKeys()) {
          receive((DatagramChannel) key.channel(), (Flow) key.attachment(), now);
        }
        selector.selectedKeys().clear();
        send(now);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      flows.values().forEach(flow -> close(flow.outward));
      close(front);
      close(selector);
    }
  }

  /// Rounded down to whole milliseconds and never to "for ever": the last one is spun away.
  private void await() throws IOException {
    long next = core.nextNanos();
    if (next == Deadline.NEVER) {
      selector.select();
      return;
    }
    long leftMs = (next - System.nanoTime()) / 1_000_000;
    if (leftMs > 0) {
      selector.select(leftMs);
    } else {
      selector.selectNow();
    }
  }

  private void receive(DatagramChannel channel, @Nullable Flow known, long nowNanos)
      throws IOException {
    while (channel.isOpen()) {
      InetSocketAddress from = (InetSocketAddress) channel.receive(room.clear());
      if (from == null) {
        return;
      }
      byte[] datagram = new byte[room.flip().remaining()];
      room.get(datagram);
      if (known == null) {
        enter(Direction.OUT, flow(from), datagram, nowNanos);
      } else {
        enter(Direction.BACK, known, datagram, nowNanos);
      }
    }
  }

  private void enter(Direction direction, Flow flow, byte[] datagram, long nowNanos) {
    afterCut.entered(direction, datagram, nowNanos);
    core.enter(direction, flow, datagram, nowNanos);
  }

  private void send(long nowNanos) throws IOException {
    for (var next = core.poll(nowNanos); next != null; next = core.poll(nowNanos)) {
      ByteBuffer datagram = ByteBuffer.wrap(next.datagram());
      switch (next.direction()) {
        case OUT -> next.flow().outward.send(datagram, target);
        case BACK -> front.send(datagram, next.flow().peer);
      }
    }
  }

  private Flow flow(InetSocketAddress peer) {
    return flows.computeIfAbsent(
        peer,
        _ -> {
          if (flows.size() == MAX_FLOWS) {
            throw new IllegalStateException("too many peers");
          }
          Flow flow = new Flow(peer, front);
          flow.outward = outward(flow);
          return flow;
        });
  }

  private DatagramChannel outward(Flow flow) {
    try {
      DatagramChannel channel = open();
      channel.register(selector, SelectionKey.OP_READ, flow);
      return channel;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DatagramChannel open() throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    channel.configureBlocking(false);
    channel.setOption(java.net.StandardSocketOptions.SO_RCVBUF, KERNEL_BUFFER);
    channel.bind(new InetSocketAddress(LOOPBACK, 0));
    return channel;
  }

  private static int port(DatagramChannel channel) {
    try {
      return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(AutoCloseable what) {
    try {
      what.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
