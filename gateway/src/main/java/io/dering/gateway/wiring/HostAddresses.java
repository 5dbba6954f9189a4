package io.dering.gateway.wiring;

import io.dering.gateway.config.GatewayConfig;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/// Which addresses go into SDP: the configured ones, or else 127.0.0.1 (where loopback peers are
/// allowed) and every other IPv4 address of this host.
final class HostAddresses {
  private HostAddresses() {}

  static List<InetAddress> advertised(GatewayConfig.Media media) {
    if (!media.address().isEmpty()) {
      return media.address().stream().map(InetAddress::ofLiteral).toList();
    }
    List<InetAddress> all = new ArrayList<>();
    if (media.allowLoopbackPeers()) {
      all.add(InetAddress.ofLiteral("127.0.0.1"));
    }
    try {
      NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> address instanceof Inet4Address)
          .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
          .distinct()
          .forEach(all::add);
    } catch (SocketException e) {
      throw new IllegalStateException("The addresses of this host cannot be read.", e);
    }
    if (all.isEmpty()) {
      all.add(InetAddress.ofLiteral("127.0.0.1"));
    }
    return all;
  }
}
