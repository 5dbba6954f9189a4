package io.dering.bench.lean;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/// The thread and the socket of all far ends.
///
/// One turn: take what has come, do what was asked for from outside, let those speak whose slot is
/// due, send, sleep until the next slot.
public final class FarLoop implements AutoCloseable {
  private static final long CYCLE_NANOS = 20_000_000L;
  private static final long CLOSE_PATIENCE_MS = 2_000;

  private final ManySourceSocket socket;
  private final Cadence cadence;
  private final List<List<Station>> slots = new ArrayList<>();
  private final List<@Nullable Station> byIndex = new ArrayList<>();
  private final Queue<LongConsumer> tasks = new ConcurrentLinkedQueue<>();
  private final Recorder lateNanos = new Recorder(2);
  private final Consumer<Arrival> arrived = this::arrived;
  private final Thread thread = Thread.ofPlatform().name("far-ends").daemon().unstarted(this::live);
  private volatile boolean stopped;
  private volatile long strangers;
  private volatile long defects;
  private volatile Losses losses = new Losses(0, 0, 0);
  private long nowNanos;

  /// How many speak. While nobody does there are no slots to wake for: another loop may be under
  /// measurement on the same core.
  private int standing;

  /// What is this process's own fault and not that of whoever is measured.
  ///
  /// @param dropped on the way in, by the kernel, because this thread was late
  /// @param refused by the kernel, on the way out
  /// @param slotsLeftOut because this thread was late by more than 200 ms
  public record Losses(long dropped, long refused, long slotsLeftOut) {
    public Losses since(Losses earlier) {
      return new Losses(
          dropped - earlier.dropped,
          refused - earlier.refused,
          slotsLeftOut - earlier.slotsLeftOut);
    }

    public long sum() {
      return dropped + refused + slotsLeftOut;
    }
  }

  private FarLoop(int slotCount) throws IOException {
    socket = new ManySourceSocket();
    cadence = new Cadence(CYCLE_NANOS, slotCount, System.nanoTime());
    for (int i = 0; i < slotCount; i++) {
      slots.add(new ArrayList<>());
    }
  }

  /// @param slots into which 20 ms are cut: more spread packets more evenly, and cost a wake-up
  ///   each
  /// @throws UncheckedIOException when there is no such socket to be had
  public static FarLoop start(int slots) {
    try {
      FarLoop loop = new FarLoop(slots);
      loop.thread.start();
      return loop;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Runs a task on the loop; from any thread.
  public void run(LongConsumer task) {
    tasks.add(task);
  }

  /// An address for one more far end, by the number that [#stand] wants. On the loop.
  public int reserve() {
    byIndex.add(null);
    return byIndex.size() - 1;
  }

  public InetSocketAddress address(int index) {
    return new InetSocketAddress(Route.address(Loopbacks.address(index)), socket.port());
  }

  public Route route(int index, InetSocketAddress to) {
    return Route.between(Loopbacks.address(index), to);
  }

  /// From now on this is who is there. On the loop.
  public void stand(int index, Station station) {
    byIndex.set(index, station);
    standing++;
    slots.get(cadence.slotOf(index)).add(station);
  }

  /// Nobody is there any more. On the loop.
  public void leave(int index) {
    Station left = byIndex.set(index, null);
    standing -= left == null ? 0 : 1;
    // The slot may be just under way.
    run(_ -> slots.get(cadence.slotOf(index)).remove(left));
  }

  /// On the loop.
  public void send(Route route, byte[] b, int offset, int length) {
    socket.send(route, b, offset, length);
  }

  public int port() {
    return socket.port();
  }

  /// Datagrams for addresses at which nobody stands.
  public long strangers() {
    return strangers;
  }

  /// Of ours; each was told on the error stream.
  public long defects() {
    return defects;
  }

  public Losses losses() {
    return losses;
  }

  /// How late slots were begun since this was last asked.
  public Histogram takeLateNanos() {
    return lateNanos.getIntervalHistogram();
  }

  /// Stops the thread and closes the socket, after what was asked for before.
  @Override
  public void close() {
    run(_ -> stopped = true);
    try {
      if (!thread.join(java.time.Duration.ofMillis(CLOSE_PATIENCE_MS))) {
        throw new IllegalStateException("the far ends' thread does not stop");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void live() {
    try (Sleep sleep = new Sleep()) {
      FirstOfItsCore first = new FirstOfItsCore();
      while (!stopped) {
        turn();
        first.turnEnded();
        sleep.until(standing == 0 ? nowNanos + CYCLE_NANOS : cadence.dueNanos());
      }
    } finally {
      socket.close();
    }
  }

  private void turn() {
    nowNanos = System.nanoTime();
    socket.receive(arrived);
    for (LongConsumer task = tasks.poll(); task != null; task = tasks.poll()) {
      work(task);
    }
    nowNanos = System.nanoTime();
    cadence.catchUp(nowNanos);
    while (cadence.dueNanos() - nowNanos <= 0) {
      long dueNanos = cadence.dueNanos();
      lateNanos.recordValue(nowNanos - dueNanos);
      speak(slots.get(cadence.take()), dueNanos);
      nowNanos = System.nanoTime();
    }
    socket.flush();
    losses = new Losses(socket.dropped(), socket.refused(), cadence.leftOut());
  }

  private void speak(List<Station> stations, long dueNanos) {
    for (int i = 0; i < stations.size(); i++) {
      try {
        stations.get(i).due(dueNanos, nowNanos);
      } catch (RuntimeException e) {
        defect(e);
      }
    }
  }

  private void arrived(Arrival datagram) {
    int index = Loopbacks.index(datagram.local);
    Station station = index >= 0 && index < byIndex.size() ? byIndex.get(index) : null;
    if (station == null) {
      long more = strangers + 1;
      strangers = more;
      return;
    }
    try {
      station.arrived(datagram, nowNanos);
    } catch (RuntimeException e) {
      defect(e);
    }
  }

  private void work(LongConsumer task) {
    try {
      task.accept(nowNanos);
    } catch (RuntimeException e) {
      defect(e);
    }
  }

  private void defect(RuntimeException e) {
    long more = defects + 1;
    defects = more;
    new IllegalStateException("a far end failed", e).printStackTrace();
  }
}
