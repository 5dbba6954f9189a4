package io.dering.transport.udp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One bound UDP port: datagrams in and out, and who is behind which remote address.
final class MediaSocket extends SimpleChannelInboundHandler<DatagramPacket> {
  private final MediaLoop loop;
  private final Map<InetSocketAddress, LegSlot> byAddress = new HashMap<>();
  private @Nullable Channel channel;
  private boolean dirty;

  MediaSocket(MediaLoop loop) {
    this.loop = loop;
  }

  void bound(Channel boundChannel) {
    channel = boundChannel;
  }

  int port() {
    return ((InetSocketAddress) open().localAddress()).getPort();
  }

  @Nullable LegSlot at(InetSocketAddress remote) {
    return byAddress.get(remote);
  }

  void claim(InetSocketAddress remote, LegSlot slot) {
    byAddress.put(remote, slot);
  }

  void release(InetSocketAddress remote, LegSlot slot) {
    byAddress.remove(remote, slot);
  }

  void transmit(byte[] buffer, int offset, int length, InetSocketAddress to) {
    Channel out = open();
    ByteBuf datagram = out.alloc().directBuffer(length);
    datagram.writeBytes(buffer, offset, length);
    out.write(new DatagramPacket(datagram, to), out.voidPromise());
    if (!dirty) {
      dirty = true;
      loop.flushLater(this);
    }
  }

  void flush() {
    if (dirty) {
      dirty = false;
      open().flush();
    }
  }

  void close() {
    if (channel != null) {
      channel.close();
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
    loop.datagram(this, packet.content(), packet.sender());
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    loop.turnEnded();
  }

  /// A send can fail for one datagram (no route, ICMP refusal); the peer's own timers judge, not we.
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    loop.socketFailed(cause);
  }

  private Channel open() {
    if (channel == null) {
      throw new IllegalStateException("the media socket is not bound");
    }
    return channel;
  }
}
