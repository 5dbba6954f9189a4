package io.dering.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// When the media thread sleeps in the read of its port, by a clock that goes on only where a test
/// says so: datagrams that take no time come in a stream. The clock is read once in each turn, so
/// that a test sees the turns. Linux.
final class WaitInReadTest {
  private static final int STREAM = 8;
  private static final int PATIENCE_S = 30;

  private final AtomicLong stepNanos = new AtomicLong();
  private final AtomicLong nowNanos = new AtomicLong(1);
  private final AtomicLong turns = new AtomicLong();
  private final Semaphore untoldTurns = new Semaphore(0);
  private final AtomicReference<Runnable> inNextTurn = new AtomicReference<>(() -> {});
  private final Slots slots =
      new Slots(() -> {
        turns.incrementAndGet();
        untoldTurns.release();
        inNextTurn.getAndSet(() -> {}).run();
        return nowNanos.addAndGet(stepNanos.get());
      });
  private DatagramSocket stranger;

  @BeforeEach
  void open() throws IOException {
    stranger = new DatagramSocket(0, Peers.LOOPBACK);
  }

  @AfterEach
  void close() {
    stranger.close();
    slots.close();
  }

  @Test
  void inAStreamItWaitsForTheNextAndWhenNoneComesItIsATurnAllTheSame() throws Exception {
    for (int i = 1; i < STREAM; i++) {
      send();
      awaitTurns(1);
    }
    assertThat(onLoop(untoldTurns::availablePermits)).as("no stream yet").isZero();
    send();
    awaitTurns(2);
  }

  @Test
  void tasksAreNoStream() throws Exception {
    for (int i = 0; i < 2 * STREAM; i++) {
      strangers();
    }
    untoldTurns.drainPermits();
    send();
    awaitTurns(1);
    assertThat(onLoop(untoldTurns::availablePermits)).isZero();
  }

  @Test
  void datagramsWithTimeBetweenThemAreNoStream() throws Exception {
    stepNanos.set(1_000_000);
    for (int i = 0; i < STREAM + 2; i++) {
      send();
      awaitTurns(1);
    }
    assertThat(onLoop(untoldTurns::availablePermits)).isZero();
  }

  @Test
  void aTaskIsHeardWhenTheStreamStops() throws Exception {
    for (int i = 1; i <= 3 * STREAM; i++) {
      send();
      awaitTurns(1);
      assertThat(strangers()).isEqualTo(i);
      untoldTurns.drainPermits();
    }
  }

  @Test
  void nobodyWaitsWhereATaskDoes() throws Exception {
    assertThat(onLoop(slots.loop()::nothingElseToDo)).isTrue();
    boolean withATask =
        onLoop(() -> {
          slots.loop().run(null, _ -> {});
          return slots.loop().nothingElseToDo();
        });
    assertThat(withATask).isFalse();
    assertThat(onLoop(slots.loop()::nothingElseToDo)).isTrue();
  }

  @Test
  void nobodyWaitsAtOnePortWhereThereIsAnother() throws Exception {
    MediaSocket another = onLoop(slots.sockets()::another);
    assertThat(onLoop(slots.loop()::nothingElseToDo)).isFalse();
    onLoop(() -> {
      slots.sockets().unused(another);
      return another;
    });
    assertThat(onLoop(slots.loop()::nothingElseToDo)).isTrue();
  }

  /// What is no task of the media loop's does not call it away, and comes within the 8 ms all the
  /// same: so many turns of a tenth, twice where one stay has just begun.
  @Test
  void inAStreamThatGoesOnItLooksAtWhatElseNettyHas() throws Exception {
    stepNanos.set(100_000);
    CompletableFuture<Void> enough = new CompletableFuture<>();
    CompletableFuture<Void> flood =
        CompletableFuture.runAsync(() -> {
          while (!enough.isDone()) {
            send();
          }
        });
    awaitTurns(10 * STREAM);
    CompletableFuture<Long> turnsUntilTold = new CompletableFuture<>();
    inNextTurn.set(() -> {
      long asked = turns.get();
      slots.loop().eventLoop().execute(() -> turnsUntilTold.complete(turns.get() - asked));
    });
    assertThat(Peers.await(turnsUntilTold)).isLessThanOrEqualTo(2 * 80L);
    enough.complete(null);
    Peers.await(flood);
  }

  private void awaitTurns(int count) throws InterruptedException {
    assertThat(untoldTurns.tryAcquire(count, PATIENCE_S, TimeUnit.SECONDS)).as("turns").isTrue();
  }

  /// Past the media loop, as Netty's own.
  private <T> T onLoop(Supplier<T> task) {
    return Peers.await(CompletableFuture.supplyAsync(task, slots.loop().eventLoop()));
  }

  private long strangers() {
    CompletableFuture<Long> told = new CompletableFuture<>();
    slots.loop().run(null, _ -> told.complete(slots.loop().totals().strangers));
    return Peers.await(told);
  }

  private void send() {
    byte[] nothingKnown = {127};
    try {
      stranger.send(
          new DatagramPacket(
              nothingKnown,
              nothingKnown.length,
              new InetSocketAddress(Peers.LOOPBACK, slots.socket().port())));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
