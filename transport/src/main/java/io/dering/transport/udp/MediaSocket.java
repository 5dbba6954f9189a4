package io.dering.transport.udp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One UDP port: datagrams in and out, and who is behind which remote address.
///
/// A port on a host with several addresses is bound to each of them by itself, because a socket
/// bound to all of them answers from the address that the kernel likes best, and a peer that sent
/// to 127.0.0.1 does not take an answer from 192.0.2.2 (RFC 8445 §7.2.5.2.1). What a peer sent to
/// one address is answered from that address.
final class MediaSocket {
  private final MediaLoop loop;
  private final MediaSockets home;
  private final Map<InetSocketAddress, LegSlot> byAddress = new HashMap<>();
  private final List<Channel> channels = new ArrayList<>();
  private boolean dirty;
  private int tenants;

  /// While a datagram is being worked on: who sent it, and where it came in.
  private @Nullable InetSocketAddress sender;

  private @Nullable Channel receiver;

  MediaSocket(MediaLoop loop, MediaSockets home) {
    this.loop = loop;
    this.home = home;
  }

  /// A leg, or an offer that may become one, uses this port from now on.
  void enter() {
    tenants++;
  }

  /// It does no longer; a port that nobody uses is given back, except the media port itself.
  void leave() {
    tenants--;
    if (tenants == 0) {
      home.unused(this);
    }
  }

  ChannelHandler handler() {
    return new Inbound();
  }

  void bound(Channel channel) {
    channels.add(channel);
  }

  int port() {
    return local(channels.getFirst()).getPort();
  }

  boolean open() {
    return channels.stream().allMatch(Channel::isOpen);
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

  /// Where the datagram in hand came in; null between datagrams, and when there is just one place.
  @Nullable Channel receiver() {
    return channels.size() == 1 ? null : receiver;
  }

  void transmit(byte[] buffer, int offset, int length, InetSocketAddress to, LegSlot from) {
    Channel out = route(to, from);
    ByteBuf datagram = out.alloc().directBuffer(length);
    datagram.writeBytes(buffer, offset, length);
    // The void promise reports a failure to exceptionCaught.
    var _ = out.write(new DatagramPacket(datagram, to), out.voidPromise());
    if (!dirty) {
      dirty = true;
      loop.flushLater(this);
    }
  }

  void flush() {
    if (dirty) {
      dirty = false;
      for (Channel channel : channels) {
        channel.flush();
      }
    }
  }

  void close() {
    for (Channel channel : channels) {
      var _ = channel.close();
    }
  }

  private Channel route(InetSocketAddress to, LegSlot from) {
    if (channels.size() == 1) {
      return channels.getFirst();
    }
    if (receiver != null && to.equals(sender)) {
      return receiver;
    }
    Channel known = from.route(to);
    if (known != null) {
      return known;
    }
    boolean loopback = to.getAddress().isLoopbackAddress();
    for (Channel channel : channels) {
      if (local(channel).getAddress().isLoopbackAddress() == loopback) {
        return channel;
      }
    }
    return channels.getFirst();
  }

  private static InetSocketAddress local(Channel channel) {
    return (InetSocketAddress) channel.localAddress();
  }

  private final class Inbound extends SimpleChannelInboundHandler<DatagramPacket> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
      sender = packet.sender();
      receiver = context.channel();
      loop.datagram(MediaSocket.this, packet.content(), packet.sender());
      receiver = null;
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
