package io.dering.transport.udp;

import io.dering.transport.linux.Endpoint;
import io.dering.transport.linux.Inbox;
import io.dering.transport.linux.Outbox;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// An IPv4 socket of Linux that Netty's loop watches and that is read and written here, up to 64
/// datagrams in a system call and without an object for any of them.
///
/// While datagrams come in a stream to the only port there is, the thread sleeps in the read itself
/// and not in Netty's epoll_wait (docs/decisions/0011).
final class BatchedPort implements Port, EpollIoHandle {
  /// After so long in the stream it looks at whatever else Netty watches. More saves more rounds of
  /// Netty's loop, less serves sooner what is no task of the media loop's.
  private static final long STAY_NANOS = 8_000_000;

  private final MediaLoop loop;
  private final MediaSocket socket;
  private final LinuxSocket descriptor;
  private final Batches batches;

  /// Whether a read can wait.
  private final boolean waits;

  private @Nullable IoRegistration registration;

  /// What all ports of a loop share: nothing stays in it when a turn has ended.
  ///
  /// @param perTurn datagrams taken from one port before the next has its turn
  record Batches(Inbox inbox, Outbox outbox, int perTurn) {}

  /// @param descriptor bound
  /// @param waits whether its reads can wait, each for a short while
  BatchedPort(
      MediaLoop loop, MediaSocket socket, LinuxSocket descriptor, Batches batches, boolean waits) {
    this.loop = loop;
    this.socket = socket;
    this.descriptor = descriptor;
    this.batches = batches;
    this.waits = waits;
  }

  /// From here on datagrams come in.
  void watch(IoEventLoop eventLoop) {
    IoRegistration watched = eventLoop.register(this).syncUninterruptibly().getNow();
    registration = watched;
    loop.portOpened();
    // Level-triggered: what a turn leaves behind is reported again.
    watched.submit(EpollIoOps.EPOLLIN);
  }

  @Override
  public void handle(IoRegistration watched, IoEvent event) {
    turn(false);
    long cameNanos = loop.turnNanos();
    while (mayWait() && loop.turnNanos() - cameNanos < STAY_NANOS) {
      turn(true);
    }
  }

  /// A task that comes during the wait begins with the next datagram, which in a stream comes soon.
  private boolean mayWait() {
    return waits && loop.inStream() && open() && loop.nothingElseToDo();
  }

  /// @param wait for the first datagram; when none comes it is a turn all the same
  private void turn(boolean wait) {
    Inbox inbox = batches.inbox();
    int fd = descriptor.intValue();
    int taken = 0;
    int count = wait ? inbox.await(fd) : inbox.receive(fd);
    loop.turnBeganWithRead(count);
    while (true) {
      for (int i = 0; i < count; i++) {
        socket.arrived(this, inbox, i);
      }
      taken += count;
      if (count < inbox.capacity() || taken >= batches.perTurn() || !open()) {
        break;
      }
      // Of the same turn: that nothing is left after a full batch is no pause in the stream.
      count = inbox.receive(fd);
      loop.turnBegan();
    }
    loop.turnEnded();
  }

  @Override
  public InetSocketAddress local() {
    return descriptor.localAddress();
  }

  @Override
  public boolean open() {
    return descriptor.isOpen();
  }

  @Override
  public void send(byte[] b, int offset, int length, InetSocketAddress to, LegSlot from) {
    long endpoint = from.endpoint(to);
    if (endpoint == Endpoint.NONE) {
      loop.sendRefused();
    } else {
      batches.outbox().add(descriptor.intValue(), b, offset, length, endpoint);
    }
  }

  @Override
  public void flush() {
    batches.outbox().flush();
  }

  @Override
  public void close() {
    if (registration != null) {
      registration.cancel();
      loop.portClosed();
    }
    try {
      descriptor.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public FileDescriptor fd() {
    return descriptor;
  }
}
