package io.dering.media.ice;

import java.net.Inet6Address;
import java.net.InetAddress;

/// Which remote addresses an agent may send to. What SDP names is an order to send packets, so a
/// hostile description must not reach the host's own networks.
@FunctionalInterface
public interface InetAddressPolicy {
  /// Whether packets may go to, and be accepted from, this address.
  boolean allows(InetAddress address);

  /// Everything: development on one machine, and tests.
  InetAddressPolicy ALLOW_ALL = _ -> true;

  /// Globally routable unicast only. Refused are: this host and "this network", loopback, private
  /// (RFC 1918), shared (100.64/10), link-local (metadata services), benchmarking (198.18/15),
  /// protocol assignments (192.0.0/24), multicast, reserved; IPv6 unspecified, loopback,
  /// link-local, site-local, ULA (fc00::/7), multicast, IPv4-compatible, Teredo; and what NAT64 and
  /// 6to4 wrap, judged as IPv4.
  InetAddressPolicy PUBLIC_ONLY =
      address -> {
        byte[] bytes = address.getAddress();
        return address instanceof Inet6Address
            ? PublicAddresses.isPublicIpv6(bytes)
            : PublicAddresses.isPublicIpv4(bytes, 0);
      };
}
