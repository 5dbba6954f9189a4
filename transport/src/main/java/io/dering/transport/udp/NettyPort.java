package io.dering.transport.udp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A channel of Netty's: wherever there is Java, IPv6 too.
final class NettyPort implements Port {
  private final MediaLoop loop;
  private final MediaSocket socket;
  private @Nullable Channel channel;

  NettyPort(MediaLoop loop, MediaSocket socket) {
    this.loop = loop;
    this.socket = socket;
  }

  void bound(Channel to) {
    channel = to;
  }

  /// For the channel, before it is bound.
  ChannelHandler handler() {
    return new Inbound();
  }

  @Override
  public InetSocketAddress local() {
    return (InetSocketAddress) channel().localAddress();
  }

  @Override
  public boolean open() {
    return channel().isOpen();
  }

  @Override
  public void send(byte[] b, int offset, int length, InetSocketAddress to, LegSlot from) {
    Channel out = channel();
    ByteBuf datagram = out.alloc().directBuffer(length);
    datagram.writeBytes(b, offset, length);
    // The void promise reports a failure to exceptionCaught.
    var _ = out.write(new DatagramPacket(datagram, to), out.voidPromise());
  }

  @Override
  public void flush() {
    channel().flush();
  }

  @Override
  public void close() {
    var _ = channel().close();
  }

  private Channel channel() {
    return Objects.requireNonNull(channel, "not bound");
  }

  private final class Inbound extends SimpleChannelInboundHandler<DatagramPacket> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
      loop.turnBeganWithRead(1);
      socket.arrived(NettyPort.this, packet.content(), packet.sender());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      loop.turnEnded();
    }

    /// A send can fail for one datagram (no route, ICMP refusal); the peer's own timers judge, not
    /// we.
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      loop.socketFailed(cause);
    }
  }
}
