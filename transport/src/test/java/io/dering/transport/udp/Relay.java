package io.dering.transport.udp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Stands between a leg of the gateway's and its peer, so that an attacker who spoofs the peer's
/// address and port can be played: what is injected here comes from the very address that ICE has
/// validated. It passes on everything and changes nothing.
final class Relay implements AutoCloseable {
  private final DatagramSocket gatewaysSide = socket();
  private final DatagramSocket worldsSide = socket();
  private final List<byte[]> toGateway = new CopyOnWriteArrayList<>();
  private volatile InetSocketAddress gateway = new InetSocketAddress(Peers.LOOPBACK, 9);
  private volatile InetSocketAddress world = new InetSocketAddress(Peers.LOOPBACK, 9);
  private volatile Consumer<byte[]> tap = _ -> {};

  /// Where the gateway is to believe its peer.
  int peersPort() {
    return gatewaysSide.getLocalPort();
  }

  /// Where the peer is to believe the gateway.
  int gatewaysPort() {
    return worldsSide.getLocalPort();
  }

  /// Begins, between these two ports. Called with each datagram before it is passed on, `tap` may
  /// inject.
  void start(int gatewayPort, int worldPort, Consumer<byte[]> onEach) {
    gateway = new InetSocketAddress(Peers.LOOPBACK, gatewayPort);
    world = new InetSocketAddress(Peers.LOOPBACK, worldPort);
    tap = onEach;
    pump(gatewaysSide, this::intoWorld);
    pump(
        worldsSide,
        datagram -> {
          toGateway.add(datagram);
          intoGateway(datagram);
        });
  }

  /// To the gateway, as if the peer had sent it.
  void intoGateway(byte[] datagram) {
    send(gatewaysSide, datagram, gateway);
  }

  /// To the peer, as if the gateway had sent it.
  void intoWorld(byte[] datagram) {
    send(worldsSide, datagram, world);
  }

  /// What the peer has sent so far.
  List<byte[]> fromPeer() {
    return new ArrayList<>(toGateway);
  }

  @Override
  public void close() {
    gatewaysSide.close();
    worldsSide.close();
  }

  private void pump(DatagramSocket in, Consumer<byte[]> passOn) {
    Thread.ofVirtual()
        .start(() -> {
          DatagramPacket packet = new DatagramPacket(new byte[2_000], 2_000);
          try {
            while (true) {
              packet.setLength(2_000);
              in.receive(packet);
              byte[] datagram = Arrays.copyOf(packet.getData(), packet.getLength());
              tap.accept(datagram);
              passOn.accept(datagram);
            }
          } catch (IOException | UncheckedIOException e) {
            // Closed: the end of the test.
          }
        });
  }

  private static void send(DatagramSocket from, byte[] datagram, InetSocketAddress to) {
    try {
      from.send(new DatagramPacket(datagram, datagram.length, to));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DatagramSocket socket() {
    try {
      return new DatagramSocket(0, Peers.LOOPBACK);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
