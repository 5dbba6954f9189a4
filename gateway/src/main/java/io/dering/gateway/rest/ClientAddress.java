package io.dering.gateway.rest;

import io.vertx.core.http.HttpServerRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/// Where a request comes from, for limits only: a proxy that is trusted says it in the last element
/// of `X-Forwarded-For`, anybody else is believed in nothing. An IPv6 address counts as its /64.
final class ClientAddress {
  private static final int IPV6_NETWORK_BYTES = 8;

  private final List<Network> proxies;

  /// @param proxies addresses, or networks in CIDR form
  ClientAddress(List<String> proxies) {
    this.proxies = proxies.stream().map(Network::of).toList();
  }

  /// Never compared.
  @SuppressWarnings("ArrayRecordComponent")
  private record Network(byte[] address, int bits) {
    static Network of(String text) {
      String[] parts = text.split("/", 2);
      byte[] address = InetAddress.ofLiteral(parts[0]).getAddress();
      int bits = parts.length == 2 ? Integer.parseInt(parts[1]) : address.length * 8;
      return new Network(address, bits);
    }

    boolean holds(byte[] other) {
      if (other.length != address.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((address[bit / 8] & mask) != (other[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  /// A text that is the same for requests from one place.
  String of(HttpServerRequest request) {
    String peer = String.valueOf(request.remoteAddress().hostAddress());
    List<String> forwarded = request.headers().getAll("X-Forwarded-For");
    if (forwarded.isEmpty() || !isProxy(peer)) {
      return place(peer);
    }
    String last = forwarded.getLast();
    return place(last.substring(last.lastIndexOf(',') + 1).strip());
  }

  private boolean isProxy(String peer) {
    try {
      byte[] address = InetAddress.ofLiteral(peer).getAddress();
      return proxies.stream().anyMatch(proxy -> proxy.holds(address));
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static String place(String literal) {
    try {
      InetAddress address = InetAddress.ofLiteral(literal);
      return address instanceof Inet6Address
          ? Arrays.toString(Arrays.copyOf(address.getAddress(), IPV6_NETWORK_BYTES))
          : address.getHostAddress();
    } catch (IllegalArgumentException _) {
      return "unknown";
    }
  }
}
