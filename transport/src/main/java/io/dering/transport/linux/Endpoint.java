package io.dering.transport.linux;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/// An IPv4 address and port in one `long`: the address in the 32 bits above the 16 of the port,
/// both as numbers. What [InetSocketAddress] says, without an object.
public final class Endpoint {
  /// No IPv4 address.
  public static final long NONE = -1;

  private Endpoint() {}

  /// [#NONE] for an address of another family, and for one that is not resolved.
  public static long of(InetSocketAddress address) {
    if (!(address.getAddress() instanceof Inet4Address ipv4)) {
      return NONE;
    }
    long number = 0;
    for (byte b : ipv4.getAddress()) {
      number = number << 8 | (b & 0xFF);
    }
    return of((int) number, address.getPort());
  }

  static long of(int address, int port) {
    return (address & 0xFFFF_FFFFL) << 16 | port;
  }

  static int address(long endpoint) {
    return (int) (endpoint >>> 16);
  }

  static int port(long endpoint) {
    return (int) endpoint & 0xFFFF;
  }

  public static InetSocketAddress toSocketAddress(long endpoint) {
    int address = address(endpoint);
    byte[] bytes = {
      (byte) (address >>> 24), (byte) (address >>> 16), (byte) (address >>> 8), (byte) address
    };
    try {
      return new InetSocketAddress(InetAddress.getByAddress(bytes), port(endpoint));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }
}
