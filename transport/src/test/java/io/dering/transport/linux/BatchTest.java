package io.dering.transport.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.socket.SocketProtocolFamily;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two sockets on the loopback, where what was sent has arrived when the call returns.
final class BatchTest {
  private static final int ROOM = 200;
  private static final int CAPACITY = 8;
  private static final int SOL_SOCKET = 1;
  private static final int SO_GET_FILTER = 26;
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final int DATAGRAMS = 40_000;
  private static final int PASSES = 50;

  private final LinuxSocket here = bound();
  private final LinuxSocket there = bound();
  private final Inbox inbox = new Inbox(CAPACITY, ROOM);
  private final byte[] b = new byte[ROOM];
  private int refused;
  private final Outbox outbox = new Outbox(CAPACITY, ROOM, () -> refused++);

  @BeforeEach
  void thisIsASystemThatHasThem() {
    assertThat(Mmsg.isAvailable()).isTrue();
  }

  @AfterEach
  void close() throws IOException {
    here.close();
    there.close();
  }

  @Test
  void whatIsSentArrivesWholeInOrderAndWithItsSender() {
    for (int i = 0; i < 2 * CAPACITY + 3; i++) {
      b[1] = (byte) i;
      outbox.add(here.intValue(), b, 1, 1 + i, endpoint(there));
    }
    outbox.flush();
    int number = 0;
    for (int count : List.of(CAPACITY, CAPACITY, 3)) {
      assertThat(inbox.receive(there.intValue())).isEqualTo(count);
      for (int i = 0; i < count; i++) {
        assertThat(inbox.length(i)).isEqualTo(1 + number);
        assertThat(inbox.from(i)).isEqualTo(endpoint(here));
        assertThat(inbox.firstByte(i)).isEqualTo((byte) number);
        byte[] read = new byte[ROOM];
        inbox.copyTo(read, i);
        assertThat(read[0]).isEqualTo((byte) number);
        number++;
      }
    }
    assertThat(inbox.receive(there.intValue())).as("nothing left").isZero();
  }

  @Test
  void nothingIsSentBeforeTheFlushAndNothingTwice() {
    outbox.add(here.intValue(), b, 0, 5, endpoint(there));
    assertThat(inbox.receive(there.intValue())).isZero();
    outbox.flush();
    outbox.flush();
    assertThat(inbox.receive(there.intValue())).isEqualTo(1);
  }

  @Test
  void eachSocketSendsItsOwn() {
    outbox.add(here.intValue(), b, 0, 5, endpoint(there));
    outbox.add(there.intValue(), b, 0, 6, endpoint(here));
    outbox.flush();
    assertThat(inbox.receive(there.intValue())).isEqualTo(1);
    assertThat(inbox.from(0)).isEqualTo(endpoint(here));
    assertThat(inbox.receive(here.intValue())).isEqualTo(1);
    assertThat(inbox.from(0)).isEqualTo(endpoint(there));
  }

  @Test
  void aReadThatMayWaitEndsByItself() {
    Duration atMost = Duration.ofMillis(3);
    assertThat(BlockingReads.allow(there.intValue(), atMost)).isTrue();
    long began = System.nanoTime();
    assertThat(inbox.await(there.intValue())).isZero();
    assertThat(System.nanoTime() - began).as("it waited").isGreaterThanOrEqualTo(atMost.toNanos());
  }

  @Test
  void aReadThatMayWaitTakesWhatIsThereAndWaitsForNoMore() {
    assertThat(BlockingReads.allow(there.intValue(), LONG)).isTrue();
    for (int i = 0; i < 3; i++) {
      outbox.add(here.intValue(), b, 0, 5, endpoint(there));
    }
    outbox.flush();
    long began = System.nanoTime();
    assertThat(inbox.await(there.intValue())).isEqualTo(3);
    assertThat(inbox.receive(there.intValue())).isZero();
    assertThat(System.nanoTime() - began).as("neither waited").isLessThan(LONG.toNanos());
  }

  @Test
  void aReadThatMayWaitEndsWithTheFirstDatagram() {
    assertThat(BlockingReads.allow(there.intValue(), LONG)).isTrue();
    long began = System.nanoTime();
    CompletableFuture<Integer> read =
        CompletableFuture.supplyAsync(() -> inbox.await(there.intValue()));
    outbox.add(here.intValue(), b, 0, 5, endpoint(there));
    outbox.flush();
    assertThat(read.join()).isEqualTo(1);
    assertThat(System.nanoTime() - began).isLessThan(LONG.toNanos());
  }

  /// With a filter, whatever it is, Linux verifies a datagram before it is queued; without one a
  /// read may find the fault and begin to wait anew, for as long as somebody sends such datagrams.
  @Test
  void aReadThatMayWaitIsNotWokenByAWrongChecksum() throws IOException {
    assertThat(BlockingReads.allow(there.intValue(), LONG)).isTrue();
    ByteBuffer filter = ByteBuffer.allocateDirect(Long.BYTES).order(ByteOrder.nativeOrder());
    there.getRawOpt(SOL_SOCKET, SO_GET_FILTER, filter);
    assertThat(filter.getShort(0)).as("return").isEqualTo((short) 6);
    assertThat(filter.getInt(4)).as("all of it").isEqualTo(-1);
  }

  @Test
  void whatIsNoSocketMayNotWait() {
    assertThat(BlockingReads.allow(-1, LONG)).isFalse();
  }

  /// Port 0 cannot be sent to.
  @Test
  void whatTheSystemRefusesIsToldAndHoldsNothingElseUp() {
    long nowhere = Endpoint.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    for (long to : List.of(nowhere, endpoint(there), nowhere, nowhere, endpoint(there), nowhere)) {
      outbox.add(here.intValue(), b, 0, 5, to);
    }
    outbox.flush();
    assertThat(refused).isEqualTo(4);
    assertThat(inbox.receive(there.intValue())).isEqualTo(2);
  }

  @Test
  void aDatagramThatIsTooLongIsCutOffAndAnEmptyOneIsThere() throws IOException {
    Outbox wide = new Outbox(2, 2 * ROOM, () -> refused++);
    byte[] twice = new byte[2 * ROOM];
    Arrays.fill(twice, (byte) 7);
    wide.add(here.intValue(), twice, 0, twice.length, endpoint(there));
    wide.add(here.intValue(), twice, 0, 0, endpoint(there));
    wide.flush();
    assertThat(inbox.receive(there.intValue())).isEqualTo(2);
    assertThat(List.of(inbox.length(0), inbox.length(1))).containsExactly(ROOM, 0);
    assertThatThrownBy(() -> outbox.add(here.intValue(), twice, 0, ROOM + 1, endpoint(there)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// Once it is compiled, and when that is depends on what else the machine has to do: so the best
  /// of several passes, which code that allocates never gets down to nothing.
  @Test
  void aDatagramAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    double least = Double.MAX_VALUE;
    for (int i = 0; i < PASSES && least > 1; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      pass(DATAGRAMS);
      long bytes = threads.getCurrentThreadAllocatedBytes() - before;
      least = Math.min(least, (double) bytes / DATAGRAMS);
    }
    assertThat(least).as("bytes for a datagram").isLessThan(1);
  }

  private void pass(int datagrams) {
    long to = endpoint(there);
    for (int sent = 0; sent < datagrams; sent += CAPACITY) {
      for (int i = 0; i < CAPACITY; i++) {
        outbox.add(here.intValue(), b, 0, 100, to);
      }
      outbox.flush();
      int count = inbox.receive(there.intValue());
      if (count != CAPACITY) {
        throw new AssertionError("not all have come: " + count);
      }
      for (int i = 0; i < count; i++) {
        inbox.copyTo(b, i);
      }
    }
  }

  private static long endpoint(LinuxSocket socket) {
    return Endpoint.of(socket.localAddress());
  }

  private static LinuxSocket bound() {
    // Loads what the socket needs.
    Epoll.ensureAvailability();
    LinuxSocket socket = LinuxSocket.newSocketDgram(SocketProtocolFamily.INET);
    try {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return socket;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
