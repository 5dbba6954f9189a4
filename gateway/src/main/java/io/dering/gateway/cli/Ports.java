package io.dering.gateway.cli;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Whether a port can be had, by having it for a moment. Port 0 always can.
final class Ports {
  private Ports() {}

  static boolean tcpIsFree(String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true); // As the server does: a connection in TIME_WAIT is no matter.
      socket.bind(at(host, port));
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  static InetSocketAddress at(String host, int port) {
    return new InetSocketAddress(address(host), port);
  }

  static boolean udpIsFree(int port) {
    try (DatagramSocket socket = new DatagramSocket(null)) {
      socket.setReuseAddress(false);
      socket.bind(new InetSocketAddress("0.0.0.0", port));
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static InetAddress address(String host) {
    return host.equals("localhost")
        ? InetAddress.getLoopbackAddress()
        : InetAddress.ofLiteral(host);
  }
}
