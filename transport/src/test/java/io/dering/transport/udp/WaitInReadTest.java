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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// When the media thread sleeps in the read of its port, by a clock that goes on only where a test
/// says so: turns that take no time come in a stream, and it never has been there for long. Linux.
final class WaitInReadTest {
  /// Turns after which a stream is one, and more.
  private static final int MANY = 20;

  /// A read that waited in vain and the one before are turns, and nothing else is.
  private static final int VAIN = 5;

  private final AtomicLong stepNanos = new AtomicLong();
  private final AtomicLong nowNanos = new AtomicLong(1);
  private final Semaphore looks = new Semaphore(0);
  private final Slots slots =
      new Slots(() -> {
        looks.release();
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
  void itWaitsThereForAShortWhileAgainAndAgain() throws Exception {
    stream();
    send();
    awaitThatItWaits();
  }

  @Test
  void aTaskIsHeardThoughNothingComes() throws Exception {
    for (int i = 1; i <= MANY; i++) {
      stream();
      send();
      awaitThatItWaits();
      assertThat(strangers()).isEqualTo(i);
    }
  }

  /// What is no task of the media loop's does not call it away.
  @Test
  void afterAWhileItLooksAtWhatElseNettyHas() throws Exception {
    stream();
    send();
    awaitThatItWaits();
    CompletableFuture<Void> told = CompletableFuture.runAsync(() -> {}, slots.loop().eventLoop());
    assertThat(told).isNotDone();
    stepNanos.set(100_000);
    Peers.await(told);
  }

  @Test
  void whereThereIsAnotherPortNobodyWaitsAtOne() {
    stream();
    assertThat(mayWaitInRead()).isTrue();
    Peers.await(onLoop(slots.loop()::portOpened));
    assertThat(mayWaitInRead()).isFalse();
    Peers.await(onLoop(slots.loop()::portClosed));
    assertThat(mayWaitInRead()).isTrue();
  }

  @Test
  void whenNoStreamComesNobodyWaits() {
    stepNanos.set(1_000_000);
    stream();
    assertThat(mayWaitInRead()).isFalse();
  }

  private void awaitThatItWaits() throws InterruptedException {
    assertThat(looks.tryAcquire(VAIN, 30, TimeUnit.SECONDS)).as("reads that waited").isTrue();
  }

  private boolean mayWaitInRead() {
    return Peers.await(
        CompletableFuture.supplyAsync(slots.loop()::mayWaitInRead, slots.loop().eventLoop()));
  }

  private CompletableFuture<Void> onLoop(Runnable task) {
    return CompletableFuture.runAsync(task, slots.loop().eventLoop());
  }

  private void stream() {
    for (int i = 0; i < MANY; i++) {
      strangers();
    }
    looks.drainPermits();
  }

  private long strangers() {
    CompletableFuture<Long> told = new CompletableFuture<>();
    slots.loop().run(null, _ -> told.complete(slots.loop().totals().strangers));
    return Peers.await(told);
  }

  private void send() throws IOException {
    byte[] nothingKnown = {127};
    stranger.send(
        new DatagramPacket(
            nothingKnown,
            nothingKnown.length,
            new InetSocketAddress(Peers.LOOPBACK, slots.socket().port())));
  }
}
