package io.dering.transport.udp;

import io.dering.media.ice.Candidate;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.util.concurrent.DefaultThreadFactory;
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
  /// Room for 64 datagrams of an Ethernet frame in one recvmmsg: for the port that all share.
  private static final int BATCH = 64;

  /// For a port that one peer sends to, 50 datagrams a second.
  private static final int SMALL_BATCH = 4;

  private static final int MAX_PAYLOAD = 1536;

  /// Datagrams taken from one socket before the next has its turn. With one batch the port that
  /// hundreds of agents share starves behind hundreds of overflow sockets; more delays what this
  /// turn sends, by about 10 µs each.
  private static final int MAX_PER_TURN = 8 * BATCH;

  /// Kernel buffer, bytes: about 20 ms of 20,000 packets/s. The kernel caps it at
  /// net.core.rmem_max.
  private static final int KERNEL_BUFFER = 4 << 20;

  /// The media port's kernel buffer where the process may pass that cap (CAP_NET_ADMIN, socket(7)):
  /// rides out a pause of 0.8 s at 50,000 packets/s, 500 calls. More keeps what is too old to be
  /// heard, less loses packets when the machine holds the loop up.
  private static final int FORCED_KERNEL_BUFFER = 16 << 20;

  private static final IntegerUnixChannelOption SO_RCVBUFFORCE =
      new IntegerUnixChannelOption("SO_RCVBUFFORCE", 1, 33);

  /// The first advertised address is preferred, the others follow (RFC 8445 §5.1.2.1).
  private static final int MAX_PREFERENCE = 65_535;

  private final MediaLoop loop;
  private final MediaServer.Settings settings;
  private final List<MediaSocket> sockets = new ArrayList<>();

  MediaSockets(MediaLoop loop, MediaServer.Settings settings) {
    this.loop = loop;
    this.settings = settings;
  }

  /// One thread for all legs; native epoll where the platform has it.
  static MultiThreadIoEventLoopGroup group() {
    IoHandlerFactory handlers =
        Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    return new MultiThreadIoEventLoopGroup(
        1, new DefaultThreadFactory("dering-media", true), handlers);
  }

  /// Binds the media port, before the loop has anything to do.
  void bindFirst() {
    MediaSocket socket = new MediaSocket(loop, this);
    int port = settings.bind().getPort();
    for (InetAddress address : addressesToBind()) {
      ChannelFuture bound =
          bind(socket, new InetSocketAddress(address, port), BATCH).awaitUninterruptibly();
      if (!bound.isSuccess()) {
        throw new UncheckedIOException(
            new IOException("UDP port " + port + " cannot be bound", bound.cause()));
      }
      port = socket.port();
      enlargeBuffer(bound.channel());
    }
    sockets.add(socket);
  }

  private static void enlargeBuffer(Channel channel) {
    if (channel instanceof EpollDatagramChannel) {
      try {
        channel.config().setOption(SO_RCVBUFFORCE, FORCED_KERNEL_BUFFER);
      } catch (ChannelException _) {
        // Not allowed: what was asked for at the bind stays, up to the system's cap.
      }
    }
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
    ChannelFuture bound = bind(overflow, any, SMALL_BATCH);
    if (!bound.isSuccess()) {
      throw new UncheckedIOException(
          new IOException("no further UDP port can be bound", bound.cause()));
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

  /// On the loop's own thread registration and bind are done when this returns.
  private ChannelFuture bind(MediaSocket socket, InetSocketAddress to, int batch) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop.eventLoop())
            .handler(socket.handler())
            .option(ChannelOption.SO_RCVBUF, KERNEL_BUFFER)
            .option(ChannelOption.SO_SNDBUF, KERNEL_BUFFER);
    if (Epoll.isAvailable()) {
      bootstrap
          .channel(EpollDatagramChannel.class)
          .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, MAX_PAYLOAD)
          .option(
              ChannelOption.RECVBUF_ALLOCATOR,
              new FixedRecvByteBufAllocator(MAX_PAYLOAD * batch).maxMessagesPerRead(MAX_PER_TURN));
    } else {
      bootstrap
          .channel(NioDatagramChannel.class)
          .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(MAX_PAYLOAD));
    }
    // Bootstrap.bind would put the bind into the loop's queue even when called on the loop;
    // register
    // and bind are each carried out at once there.
    ChannelFuture bound =
        loop.eventLoop().inEventLoop()
            ? bootstrap.register().channel().bind(to)
            : bootstrap.bind(to);
    socket.bound(bound.channel());
    return bound;
  }
}
