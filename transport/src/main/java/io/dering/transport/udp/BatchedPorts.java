package io.dering.transport.udp;

import io.dering.transport.linux.Inbox;
import io.dering.transport.linux.Outbox;
import io.dering.transport.udp.BatchedPort.Batches;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.socket.SocketProtocolFamily;
import java.io.IOException;
import java.net.InetSocketAddress;

/// Ports of Linux, read and written in batches.
final class BatchedPorts implements Ports {
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
    BatchedPort port = open(socket, to);
    try {
      ((LinuxSocket) port.fd()).setIntOpt(SOL_SOCKET, SO_RCVBUFFORCE, FORCED_KERNEL_BUFFER);
    } catch (IOException _) {
      // Not allowed: what was asked for before stays, up to the system's cap.
    }
    port.watch(loop.eventLoop());
    return port;
  }

  @Override
  public Port bind(MediaSocket socket, InetSocketAddress to) throws IOException {
    BatchedPort port = open(socket, to);
    port.watch(loop.eventLoop());
    return port;
  }

  private BatchedPort open(MediaSocket socket, InetSocketAddress to) throws IOException {
    LinuxSocket descriptor = LinuxSocket.newSocketDgram(SocketProtocolFamily.INET);
    try {
      descriptor.setReceiveBufferSize(KERNEL_BUFFER);
      descriptor.setSendBufferSize(KERNEL_BUFFER);
      descriptor.bind(to);
    } catch (IOException e) {
      descriptor.close();
      throw e;
    }
    return new BatchedPort(loop, socket, descriptor, batches);
  }
}
