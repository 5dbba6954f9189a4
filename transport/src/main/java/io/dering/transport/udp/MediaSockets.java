package io.dering.transport.udp;

import io.dering.media.ice.Candidate;
import io.dering.transport.linux.TimeSlice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/// The one media port, and the overflow sockets for peers that cannot be told apart on it.
final class MediaSockets {
  /// The first advertised address is preferred, the others follow (RFC 8445 §5.1.2.1).
  private static final int MAX_PREFERENCE = 65_535;

  private final MediaLoop loop;
  private final MediaServer.Settings settings;
  private final Ports ports;
  private final List<MediaSocket> sockets = new ArrayList<>();

  MediaSockets(MediaLoop loop, MediaServer.Settings settings) {
    this.loop = loop;
    this.settings = settings;
    this.ports = Ports.of(loop, settings);
  }

  /// Binds the media port, before the loop has anything to do.
  void bindFirst() {
    loop.eventLoop().execute(TimeSlice::shorten);
    MediaSocket socket = new MediaSocket(loop, this);
    int port = settings.bind().getPort();
    for (InetAddress address : addressesToBind()) {
      try {
        socket.bound(ports.bindFirst(socket, new InetSocketAddress(address, port)));
      } catch (IOException e) {
        throw new UncheckedIOException(new IOException("UDP port " + port + " cannot be bound", e));
      }
      port = socket.port();
    }
    sockets.add(socket);
  }

  /// The advertised addresses one by one when all of them are this host's own; otherwise (behind a
  /// NAT, or one address was asked for) just the one to bind.
  private List<InetAddress> addressesToBind() {
    InetAddress asked = settings.bind().getAddress();
    List<InetAddress> own =
        settings.advertised().stream().filter(a -> a instanceof Inet4Address).toList();
    boolean each = asked.isAnyLocalAddress() && own.stream().allMatch(MediaSockets::isOwn);
    return each && !own.isEmpty() ? own : List.of(asked);
  }

  private static boolean isOwn(InetAddress address) {
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException _) {
      return false;
    }
  }

  MediaSocket first() {
    return sockets.getFirst();
  }

  /// The first socket on which none of these remote addresses belongs to a living leg yet; a new
  /// one when there is none.
  MediaSocket freeFor(List<Candidate> remote) {
    for (MediaSocket socket : sockets) {
      if (remote.stream().noneMatch(candidate -> socket.at(candidate.address()) != null)) {
        return socket;
      }
    }
    return another();
  }

  /// A socket on a port of its own.
  MediaSocket another() {
    MediaSocket overflow = new MediaSocket(loop, this);
    InetSocketAddress any = new InetSocketAddress(settings.bind().getAddress(), 0);
    try {
      overflow.bound(ports.bind(overflow, any));
    } catch (IOException e) {
      throw new UncheckedIOException(new IOException("no further UDP port can be bound", e));
    }
    sockets.add(overflow);
    return overflow;
  }

  /// Closes an overflow socket that has lost its last leg, after what that leg still had to say.
  void unused(MediaSocket socket) {
    if (socket != first()) {
      sockets.remove(socket);
      socket.flush();
      socket.close();
    }
  }

  /// How many ports are bound.
  int ports() {
    return sockets.size();
  }

  /// What SDP says of this socket: one host candidate for each advertised address.
  List<Candidate> candidates(MediaSocket socket) {
    List<Candidate> all = new ArrayList<>();
    for (InetAddress address : settings.advertised()) {
      String foundation = Integer.toString(all.size() + 1);
      int preference = MAX_PREFERENCE - all.size();
      all.add(
          Candidate.host(foundation, new InetSocketAddress(address, socket.port()), preference));
    }
    return all;
  }

  void close() {
    sockets.forEach(MediaSocket::close);
  }
}
