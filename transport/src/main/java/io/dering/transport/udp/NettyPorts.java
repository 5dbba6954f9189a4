package io.dering.transport.udp;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.unix.IntegerUnixChannelOption;
import java.io.IOException;
import java.net.InetSocketAddress;

/// Ports as Netty's channels, native epoll where the platform has it.
final class NettyPorts implements Ports {
  /// For a port that one peer sends to, 50 datagrams a second.
  private static final int SMALL_BATCH = 4;

  private static final IntegerUnixChannelOption RECEIVE_BUFFER_FORCE =
      new IntegerUnixChannelOption("SO_RCVBUFFORCE", SOL_SOCKET, SO_RCVBUFFORCE);

  private final MediaLoop loop;

  NettyPorts(MediaLoop loop) {
    this.loop = loop;
  }

  @Override
  public Port bindFirst(MediaSocket socket, InetSocketAddress to) throws IOException {
    NettyPort port = new NettyPort(loop, socket);
    ChannelFuture bound = bootstrap(port, BATCH).bind(to).awaitUninterruptibly();
    enlargeBuffer(bound.channel());
    return taken(port, bound);
  }

  /// Bootstrap.bind would put the bind into the loop's queue even when called on the loop; register
  /// and bind are each carried out at once there.
  @Override
  public Port bind(MediaSocket socket, InetSocketAddress to) throws IOException {
    NettyPort port = new NettyPort(loop, socket);
    return taken(port, bootstrap(port, SMALL_BATCH).register().channel().bind(to));
  }

  private static Port taken(NettyPort port, ChannelFuture bound) throws IOException {
    if (!bound.isSuccess()) {
      throw new IOException("the port cannot be bound", bound.cause());
    }
    port.bound(bound.channel());
    return port;
  }

  private Bootstrap bootstrap(NettyPort port, int batch) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop.eventLoop())
            .handler(port.handler())
            .option(ChannelOption.SO_RCVBUF, KERNEL_BUFFER)
            .option(ChannelOption.SO_SNDBUF, KERNEL_BUFFER);
    return Epoll.isAvailable()
        ? bootstrap
            .channel(EpollDatagramChannel.class)
            .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, MAX_PAYLOAD)
            .option(
                ChannelOption.RECVBUF_ALLOCATOR,
                new FixedRecvByteBufAllocator(MAX_PAYLOAD * batch).maxMessagesPerRead(MAX_PER_TURN))
        : bootstrap
            .channel(NioDatagramChannel.class)
            .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(MAX_PAYLOAD));
  }

  private static void enlargeBuffer(Channel channel) {
    if (channel instanceof EpollDatagramChannel) {
      try {
        channel.config().setOption(RECEIVE_BUFFER_FORCE, FORCED_KERNEL_BUFFER);
      } catch (ChannelException _) {
        // Not allowed: what was asked for at the bind stays, up to the system's cap.
      }
    }
  }
}
