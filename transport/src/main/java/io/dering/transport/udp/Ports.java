package io.dering.transport.udp;

import io.dering.transport.linux.Mmsg;
import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;

/// Binds ports, in the fastest way that this machine and these addresses allow.
sealed interface Ports permits BatchedPorts, NettyPorts {
  /// Datagrams taken in one system call from the port that all share, of an Ethernet frame each.
  int BATCH = 64;

  int MAX_PAYLOAD = 1536;

  /// Datagrams taken from one port before the next has its turn. With one batch the port that
  /// hundreds of agents share starves behind hundreds of overflow sockets; more delays what this
  /// turn sends, by about 10 µs each.
  int MAX_PER_TURN = 8 * BATCH;

  /// Kernel buffer, bytes: about 20 ms of 20,000 packets/s. The kernel caps it at
  /// net.core.rmem_max.
  int KERNEL_BUFFER = 4 << 20;

  /// The media port's kernel buffer where the process may pass that cap (CAP_NET_ADMIN, socket(7)):
  /// rides out a pause of 0.8 s at 50,000 packets/s, 500 calls. More keeps what is too old to be
  /// heard, less loses packets when the machine holds the loop up.
  int FORCED_KERNEL_BUFFER = 16 << 20;

  int SOL_SOCKET = 1;
  int SO_RCVBUFFORCE = 33;

  /// The media port; called before the loop has anything to do.
  Port bindFirst(MediaSocket socket, InetSocketAddress to) throws IOException;

  /// A further port, on the loop.
  Port bind(MediaSocket socket, InetSocketAddress to) throws IOException;

  /// The system property `dering.udp=netty` asks for Netty's channels where there is a choice: to
  /// measure one beside the other.
  static Ports of(MediaLoop loop, MediaServer.Settings settings) {
    boolean ipv4 =
        settings.bind().getAddress() instanceof Inet4Address
            && settings.advertised().stream().allMatch(Inet4Address.class::isInstance);
    boolean asked = !"netty".equals(System.getProperty("dering.udp"));
    return asked && ipv4 && Epoll.isAvailable() && Mmsg.isAvailable()
        ? new BatchedPorts(loop)
        : new NettyPorts(loop);
  }
}
