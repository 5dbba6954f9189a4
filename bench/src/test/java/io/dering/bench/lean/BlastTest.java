package io.dering.bench.lean;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Against the JDK's own socket. What was sent on the loopback is there when the call returns.
final class BlastTest {
  private static final int PATIENCE_MS = 10_000;
  private static final int LENGTH = 7;

  @Test
  void aVolleyComesAsDatagramsOfTheirOwnFromItsSender() throws IOException {
    try (DatagramSocket peer = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Blast blast =
            Blast.of(
                (InetSocketAddress) peer.getLocalSocketAddress(),
                List.of(Loopbacks.address(1), Loopbacks.address(2)),
                List.of(volley(0), volley(100)))) {
      peer.setSoTimeout(PATIENCE_MS);
      for (int volley = 0; volley < 3; volley++) {
        assertThat(blast.send()).isEqualTo(Blast.VOLLEY);
        int sender = 1 + volley % 2;
        for (int i = 0; i < Blast.VOLLEY; i++) {
          DatagramPacket packet = new DatagramPacket(new byte[100], 100);
          peer.receive(packet);
          assertThat(packet.getLength()).isEqualTo(LENGTH);
          assertThat(packet.getData()[0]).isEqualTo((byte) (100 * (sender - 1) + i));
          assertThat(packet.getAddress()).isEqualTo(Route.address(Loopbacks.address(sender)));
        }
      }
    }
  }

  private static List<byte[]> volley(int first) {
    List<byte[]> all = new ArrayList<>();
    for (int i = 0; i < Blast.VOLLEY; i++) {
      byte[] one = new byte[LENGTH];
      one[0] = (byte) (first + i);
      all.add(one);
    }
    return all;
  }
}
