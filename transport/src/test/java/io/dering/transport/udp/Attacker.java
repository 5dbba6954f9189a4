package io.dering.transport.udp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A host that nobody knows, on a UDP port of its own on the loopback: sends what it likes and
/// keeps what it gets.
final class Attacker implements AutoCloseable {
  private final DatagramChannel channel;
  private final InetSocketAddress victim;

  Attacker(int port) {
    victim = new InetSocketAddress(Peers.LOOPBACK, port);
    try {
      channel = DatagramChannel.open();
      channel.bind(new InetSocketAddress(Peers.LOOPBACK, 0));
      channel.configureBlocking(false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void send(byte[] datagram) {
    try {
      channel.send(ByteBuffer.wrap(datagram), victim);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What has come back since the last time.
  List<byte[]> received() {
    List<byte[]> all = new ArrayList<>();
    ByteBuffer room = ByteBuffer.allocate(2_000);
    try {
      while (channel.receive(room) != null) {
        all.add(Arrays.copyOf(room.array(), room.position()));
        room.clear();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
