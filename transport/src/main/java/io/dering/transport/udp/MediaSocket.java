package io.dering.transport.udp;

import io.dering.media.ice.RemoteAddress;
import io.dering.transport.linux.Endpoint;
import io.dering.transport.linux.Inbox;
import io.netty.buffer.ByteBuf;
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

  /// The same for who comes without an object.
  private final EndpointTable byEndpoint = new EndpointTable();

  private final List<Port> ports = new ArrayList<>();
  private boolean dirty;
  private int tenants;

  /// While a datagram is being worked on: who sent it, and where it came in.
  private @Nullable InetSocketAddress sender;

  private @Nullable Port receiver;

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

  void bound(Port port) {
    ports.add(port);
  }

  int port() {
    return ports.getFirst().local().getPort();
  }

  boolean open() {
    return ports.stream().allMatch(Port::open);
  }

  @Nullable LegSlot at(InetSocketAddress remote) {
    return byAddress.get(remote);
  }

  void claim(InetSocketAddress remote, LegSlot slot) {
    byAddress.put(remote, slot);
    long endpoint = Endpoint.of(remote);
    if (endpoint != Endpoint.NONE) {
      byEndpoint.put(endpoint, remote, slot);
    }
  }

  void release(InetSocketAddress remote, LegSlot slot) {
    if (byAddress.remove(remote, slot)) {
      byEndpoint.remove(Endpoint.of(remote));
    }
  }

  /// Where the datagram in hand came in; null between datagrams, and when there is just one place.
  @Nullable Port receiver() {
    return ports.size() == 1 ? null : receiver;
  }

  /// A datagram of Netty's.
  void arrived(Port port, ByteBuf content, InetSocketAddress from) {
    int length = content.readableBytes();
    if (length == 0 || length > MediaLoop.MAX_DATAGRAM_LENGTH) {
      loop.stranger();
      return;
    }
    content.readBytes(loop.room(), 0, length);
    arrived(port, length, from, byAddress.get(from));
  }

  /// One of a batch. Of somebody unknown only a check is looked at, so that nothing else that a
  /// stranger sends costs an object.
  void arrived(Port port, Inbox inbox, int index) {
    int length = inbox.length(index);
    long endpoint = inbox.from(index);
    int peer = byEndpoint.find(endpoint);
    if (length == 0
        || length > MediaLoop.MAX_DATAGRAM_LENGTH
        || (peer == EndpointTable.ABSENT && !MediaLoop.isStun(inbox.firstByte(index)))) {
      loop.stranger();
      return;
    }
    inbox.copyTo(loop.room(), index);
    if (peer == EndpointTable.ABSENT) {
      arrived(port, length, Endpoint.toSocketAddress(endpoint), null);
    } else {
      LegSlot slot = byEndpoint.slot(peer);
      InetSocketAddress usual = slot.remote(endpoint);
      arrived(port, length, usual == null ? byEndpoint.address(peer) : usual, slot);
    }
  }

  private void arrived(Port port, int length, InetSocketAddress from, @Nullable LegSlot known) {
    sender = from;
    receiver = port;
    loop.datagram(this, length, from, known);
    receiver = null;
  }

  void transmit(byte[] buffer, int offset, int length, InetSocketAddress to, LegSlot from) {
    route(to, from).send(buffer, offset, length, to, from);
    if (!dirty) {
      dirty = true;
      loop.flushLater(this);
    }
  }

  void flush() {
    if (dirty) {
      dirty = false;
      for (Port port : ports) {
        port.flush();
      }
    }
  }

  void close() {
    for (Port port : ports) {
      port.close();
    }
  }

  private Port route(InetSocketAddress to, LegSlot from) {
    if (ports.size() == 1) {
      return ports.getFirst();
    }
    if (receiver != null && RemoteAddress.same(to, sender)) {
      return receiver;
    }
    Port known = from.route(to);
    if (known != null) {
      return known;
    }
    boolean loopback = to.getAddress().isLoopbackAddress();
    for (Port port : ports) {
      if (port.local().getAddress().isLoopbackAddress() == loopback) {
        return port;
      }
    }
    return ports.getFirst();
  }
}
