package io.dering.bench.lean;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/// From one of our addresses to a remote address and port; IPv4, as numbers.
public record Route(int local, int remote, int remotePort) {
  public static Route between(int local, InetSocketAddress remote) {
    return new Route(local, number(remote.getAddress()), remote.getPort());
  }

  boolean comesFrom(int address, int port) {
    return remote == address && remotePort == port;
  }

  InetSocketAddress remoteAddress() {
    return new InetSocketAddress(address(remote), remotePort);
  }

  /// @throws IllegalArgumentException for an address of another family
  static int number(InetAddress address) {
    byte[] b = address.getAddress();
    if (b.length != Integer.BYTES) {
      throw new IllegalArgumentException("not IPv4");
    }
    return (b[0] & 0xFF) << 24 | (b[1] & 0xFF) << 16 | (b[2] & 0xFF) << 8 | (b[3] & 0xFF);
  }

  static InetAddress address(int number) {
    return InetAddress.ofLiteral(
        "%d.%d.%d.%d"
            .formatted(number >>> 24, number >>> 16 & 0xFF, number >>> 8 & 0xFF, number & 0xFF));
  }
}
