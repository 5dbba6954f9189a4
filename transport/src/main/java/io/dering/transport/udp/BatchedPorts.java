package io.dering.transport.udp;

import io.dering.transport.linux.BlockingReads;
import io.dering.transport.linux.Inbox;
import io.dering.transport.linux.Outbox;
import io.dering.transport.udp.BatchedPort.Batches;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.socket.SocketProtocolFamily;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/// Ports of Linux, read and written in batches.
final class BatchedPorts implements Ports {
  private static final int IPPROTO_IP = 0;
  private static final int IP_MTU_DISCOVER = 10;

  /// "Do not fragment" on each datagram, as Linux has it for UDP anyway, and whatever ICMP says of
  /// the path's MTU is left alone: anybody can say it, nothing of ours is longer than 1,200 bytes
  /// unless a peer's was, and what is never cut up needs no identification, which costs a hash and
  /// a word that all processors share for each datagram.
  private static final int IP_PMTUDISC_PROBE = 3;

  /// How long a read waits for the next datagram of a stream: one tick of the kernel at 250 Hz, and
  /// up to two as it rounds. When a stream stops, a task may wait for as long.
  private static final Duration LONGEST_READ = Duration.ofMillis(4);

  private final MediaLoop loop;
  private final Batches batches;

  BatchedPorts(MediaLoop loop) {
    this.loop = loop;
    this.batches =
        new Batches(
            new Inbox(BATCH, MAX_PAYLOAD),
            new Outbox(BATCH, MAX_PAYLOAD + MediaLoop.TRAILER_ROOM, loop::sendRefused),
            MAX_PER_TURN);
  }

  @Override
  public Port bindFirst(MediaSocket socket, InetSocketAddress to) throws IOException {
    LinuxSocket descriptor = open(to);
    try {
      descriptor.setIntOpt(SOL_SOCKET, SO_RCVBUFFORCE, FORCED_KERNEL_BUFFER);
    } catch (IOException _) {
      // Not allowed: what was asked for before stays, up to the system's cap.
    }
    boolean waits = BlockingReads.allow(descriptor.intValue(), LONGEST_READ);
    BatchedPort port = new BatchedPort(loop, socket, descriptor, batches, waits);
    port.watch(loop.eventLoop());
    return port;
  }

  @Override
  public Port bind(MediaSocket socket, InetSocketAddress to) throws IOException {
    // There are two now, so that nobody waits at one.
    BatchedPort port = new BatchedPort(loop, socket, open(to), batches, false);
    port.watch(loop.eventLoop());
    return port;
  }

  private LinuxSocket open(InetSocketAddress to) throws IOException {
    LinuxSocket descriptor = LinuxSocket.newSocketDgram(SocketProtocolFamily.INET);
    try {
      descriptor.setReceiveBufferSize(KERNEL_BUFFER);
      descriptor.setSendBufferSize(KERNEL_BUFFER);
      descriptor.setIntOpt(IPPROTO_IP, IP_MTU_DISCOVER, IP_PMTUDISC_PROBE);
      descriptor.bind(to);
    } catch (IOException e) {
      descriptor.close();
      throw e;
    }
    return descriptor;
  }
}
