package io.dering.transport.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.net.Conditions;
import io.dering.media.net.Line;
import io.dering.media.net.RelayCore.Direction;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The shell: real sockets on both sides, and the inside's fate between.
final class UdpRelayTest {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final int PATIENCE_MS = 30_000;
  private static final int LAST = 255;

  private final DatagramSocket target = socket();
  private final DatagramSocket peer = socket();
  private final UdpRelay relay = UdpRelay.before(target.getLocalPort(), 42);

  UdpRelayTest() throws IOException {}

  @AfterEach
  void close() {
    relay.close();
    peer.close();
    target.close();
  }

  @Test
  void aDatagramGoesThroughAndItsAnswerComesBackFromTheFrontPort() throws IOException {
    send(peer, 7, relay.port());
    DatagramPacket there = receive(target);
    assertThat(there.getData()[0]).isEqualTo((byte) 7);
    assertThat(there.getPort()).isNotEqualTo(peer.getLocalPort());
    assertThat(relay.outwardPorts()).containsExactly(there.getPort());
    send(target, 8, there.getPort());
    DatagramPacket back = receive(peer);
    assertThat(back.getData()[0]).isEqualTo((byte) 8);
    assertThat(back.getPort()).isEqualTo(relay.port());
  }

  @Test
  void eachPeerHasAPortOfItsOwnAndAMoveGivesEachAnother() throws IOException {
    try (DatagramSocket second = socket()) {
      send(peer, 1, relay.port());
      int first = receive(target).getPort();
      send(second, 2, relay.port());
      assertThat(receive(target).getPort()).isNotEqualTo(first);

      relay.move();
      assertThat(relay.outwardPorts()).hasSize(2).doesNotContain(first);
      send(peer, 3, relay.port());
      DatagramPacket moved = receive(target);
      assertThat(moved.getPort()).isNotEqualTo(first);
      send(target, 4, moved.getPort());
      assertThat(receive(peer).getData()[0]).isEqualTo((byte) 4);
    }
  }

  /// Which of a hundred get through is the seed's, and no machine's.
  @Test
  void whatIsLostIsWhatTheInsideDecided() throws IOException {
    Conditions bad = Conditions.PERFECT.withLoss(0.3).withBurst(3);
    relay.conditions(bad, Conditions.PERFECT);
    for (int i = 0; i < 100; i++) {
      send(peer, i, relay.port());
    }
    while (relay.counts(Direction.OUT).entered() < 100) {
      Thread.onSpinWait();
    }
    relay.conditions(Conditions.PERFECT);
    send(peer, LAST, relay.port());
    List<Integer> arrived = new ArrayList<>();
    for (int next = next(); next != LAST; next = next()) {
      arrived.add(next);
    }
    assertThat(arrived).isEqualTo(survivors(bad, 100));
    assertThat(relay.counts(Direction.OUT))
        .isEqualTo(new Line.Counts(101, 100 - arrived.size(), 0, 0));
  }

  @Test
  void nothingPassesDuringACutAndEverythingAfterIt() throws IOException {
    relay.cutForMs(3_600_000);
    for (int i = 0; i < 5; i++) {
      send(peer, i, relay.port());
    }
    while (relay.counts(Direction.OUT).entered() < 5) {
      Thread.onSpinWait();
    }
    relay.cutForMs(0);
    send(peer, LAST, relay.port());
    assertThat(next()).isEqualTo(LAST);
    assertThat(relay.counts(Direction.OUT).lost()).isEqualTo(5);
  }

  @Test
  void ordersAreObeyedByTheLine() throws IOException {
    assertThat(order("port")).isEqualTo(Integer.toString(relay.port()));
    assertThat(order("weather loss=1")).isEqualTo("ok");
    send(peer, 1, relay.port());
    while (relay.counts(Direction.OUT).entered() < 1) {
      Thread.onSpinWait();
    }
    assertThat(order("weather delay=1 jitter=2 burst=3 scattered=3 reorder=0.1 duplicate=0"))
        .isEqualTo("ok");
    assertThat(order("move")).isEqualTo("ok");
    assertThat(order("cut 0")).isEqualTo("ok");
    assertThat(order("after-cut")).isEqualTo("{\"out\":{},\"back\":{}}");
    assertThat(order("counts"))
        .isEqualTo(
            "{\"out\":{\"entered\":1,\"lost\":1,\"late\":0,\"twice\":0},"
                + "\"back\":{\"entered\":0,\"lost\":0,\"late\":0,\"twice\":0}}");
  }

  private String order(String line) {
    return RelayCommand.obey(relay, line.split(" "));
  }

  /// The same seed's fates without a socket.
  private static List<Integer> survivors(Conditions conditions, int count) {
    io.dering.media.net.RelayCore<String> core = new io.dering.media.net.RelayCore<>(42);
    core.line(Direction.OUT).conditions(conditions);
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      core.enter(Direction.OUT, "", new byte[0], i);
      if (core.poll(i) != null) {
        all.add(i);
      }
    }
    return all;
  }

  private int next() throws IOException {
    return receive(target).getData()[0] & 0xFF;
  }

  private static DatagramSocket socket() throws IOException {
    DatagramSocket socket = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0));
    socket.setSoTimeout(PATIENCE_MS);
    return socket;
  }

  private static void send(DatagramSocket from, int what, int port) throws IOException {
    from.send(new DatagramPacket(new byte[] {(byte) what}, 1, LOOPBACK, port));
  }

  private static DatagramPacket receive(DatagramSocket at) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[16], 16);
    at.receive(packet);
    return packet;
  }
}
