package io.dering.bench.lean;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Against the JDK's own sockets. What was sent on the loopback is there when the call returns.
final class ManySourceSocketTest {
  private static final int PATIENCE_MS = 10_000;
  private static final long CLOCKS_NANOS = 100_000_000L;

  private ManySourceSocket socket;
  private DatagramSocket peer;

  @BeforeEach
  void open() throws IOException {
    socket = new ManySourceSocket();
    peer = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    peer.setSoTimeout(PATIENCE_MS);
  }

  @AfterEach
  void close() {
    socket.close();
    peer.close();
  }

  @Test
  void aPeerSeesEachFarEndAtItsOwnAddress() throws IOException {
    InetSocketAddress to = (InetSocketAddress) peer.getLocalSocketAddress();
    for (int index = 0; index < 70; index++) {
      byte[] text = ("..far end " + index).getBytes(StandardCharsets.US_ASCII);
      socket.send(Route.between(Loopbacks.address(index), to), text, 2, text.length - 2);
    }
    socket.flush();
    for (int index = 0; index < 70; index++) {
      DatagramPacket packet = new DatagramPacket(new byte[100], 100);
      peer.receive(packet);
      assertThat(text(packet.getData(), packet.getLength())).isEqualTo("far end " + index);
      assertThat(packet.getSocketAddress())
          .isEqualTo(new InetSocketAddress(Route.address(Loopbacks.address(index)), socket.port()));
    }
    assertThat(socket.refused()).isZero();
  }

  @Test
  void whatComesSaysToWhomFromWhomAndWhen() throws IOException {
    List<Integer> to = new ArrayList<>();
    List<String> said = new ArrayList<>();
    long before = System.nanoTime();
    for (int index = 0; index < 70; index++) {
      byte[] text = Integer.toString(index).getBytes(StandardCharsets.US_ASCII);
      InetAddress farEnd = Route.address(Loopbacks.address(index));
      peer.send(new DatagramPacket(text, text.length, farEnd, socket.port()));
    }
    long after = System.nanoTime();
    InetSocketAddress from = (InetSocketAddress) peer.getLocalSocketAddress();
    socket.receive(arrival -> {
      to.add(Loopbacks.index(arrival.local));
      said.add(text(arrival.bytes(), arrival.length()));
      assertThat(arrival.back().remoteAddress()).isEqualTo(from);
      assertThat(arrival.cameBy(Route.between(0, from))).isTrue();
      // Two clocks are read one after the other, and a thread may be held up between.
      assertThat(arrival.stampNanos()).isBetween(before - CLOCKS_NANOS, after + CLOCKS_NANOS);
    });
    assertThat(to).isEqualTo(IntStream.range(0, 70).boxed().toList());
    assertThat(said).isEqualTo(IntStream.range(0, 70).mapToObj(Integer::toString).toList());
    assertThat(socket.dropped()).isZero();
  }

  @Test
  void whatCannotBeSentIsCountedAndTheRestIsSent() throws IOException {
    InetSocketAddress to = (InetSocketAddress) peer.getLocalSocketAddress();
    byte[] text = {'x'};
    socket.send(Route.between(Loopbacks.address(0), to), text, 0, 1);
    // No host may speak from another host's address.
    socket.send(Route.between(Route.number(InetAddress.ofLiteral("192.0.2.1")), to), text, 0, 1);
    socket.send(Route.between(Loopbacks.address(2), to), text, 0, 1);
    socket.flush();
    assertThat(socket.refused()).isEqualTo(1);
    for (int index : List.of(0, 2)) {
      DatagramPacket packet = new DatagramPacket(new byte[100], 100);
      peer.receive(packet);
      assertThat(packet.getAddress()).isEqualTo(Route.address(Loopbacks.address(index)));
    }
  }

  /// Beside the kernel's own count. It is told with the next datagram that is taken.
  @Test
  void whatTheKernelDroppedIsCounted() throws IOException {
    InetAddress farEnd = Route.address(Loopbacks.address(0));
    DatagramPacket one = new DatagramPacket(new byte[1_400], 1_400, farEnd, socket.port());
    while (droppedByTheKernel() == 0) {
      for (int i = 0; i < 1_000; i++) {
        peer.send(one);
      }
    }
    socket.receive(arrival -> assertThat(Loopbacks.index(arrival.local)).isZero());
    peer.send(one);
    List<Integer> to = new ArrayList<>();
    socket.receive(arrival -> to.add(Loopbacks.index(arrival.local)));
    assertThat(to).containsExactly(0);
    assertThat(socket.dropped()).isPositive().isEqualTo(droppedByTheKernel());
  }

  private long droppedByTheKernel() throws IOException {
    String port = ":%04X ".formatted(socket.port());
    return Files.readAllLines(Path.of("/proc/net/udp")).stream()
        .map(String::strip)
        .filter(line -> (line.split("\\s+", 4)[1] + " ").endsWith(port))
        .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static String text(byte[] b, int length) {
    return new String(b, 0, length, StandardCharsets.US_ASCII);
  }
}
