package io.dering.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Byte for byte: a flood that is refused for something else than it is named for measures
/// something else.
final class FloodKindTest {
  private static final InetSocketAddress GATEWAY = at("127.0.0.1", 10_000);
  private static final List<LegSeen> LEGS =
      List.of(
          new LegSeen("ours1", "theirs1", at("127.16.0.1", 40_001)),
          new LegSeen("ours2", "theirs2", at("127.16.0.2", 65_535)));

  private static final int IP = 20;
  private static final int UDP = IP + 8;

  private final FloodKind.Aim aim = new FloodKind.Aim(new SplittableRandom(7), GATEWAY, LEGS);

  /// RFC 791, RFC 768.
  @Test
  void aSpoofedPacketComesFromTheVeryAddressOfALegThatTalks() throws Exception {
    for (int i = 0; i < 4; i++) {
      LegSeen leg = LEGS.get(i % 2);
      ByteBuffer packet = ByteBuffer.wrap(FloodKind.SPOOFED.datagram(aim, 0, i));
      assertThat(packet.get(0)).as("version and words of the header").isEqualTo((byte) 0x45);
      assertThat(packet.getShort(2)).as("whole length").isEqualTo((short) packet.capacity());
      assertThat(packet.getShort(6) & 0x3fff).as("neither fragment nor more").isZero();
      assertThat(packet.get(8)).as("hops").isPositive();
      assertThat(packet.get(9)).as("UDP").isEqualTo((byte) 17);
      assertThat(address(packet, 12)).isEqualTo(leg.agent().getAddress());
      assertThat(address(packet, 16)).isEqualTo(GATEWAY.getAddress());
      assertThat(packet.getShort(IP) & 0xffff).isEqualTo(leg.agent().getPort());
      assertThat(packet.getShort(IP + 2) & 0xffff).isEqualTo(GATEWAY.getPort());
      assertThat(packet.getShort(IP + 4)).isEqualTo((short) (packet.capacity() - IP));
      assertThat(packet.getShort(IP + 6)).as("no checksum").isZero();
    }
  }

  /// RFC 3550, RFC 3711: 12 bytes, a frame, a tag of 10.
  @Test
  void whatItCarriesIsAudioInAllButItsTag() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 4; i++) {
      byte[] packet = FloodKind.SPOOFED.datagram(aim, 0, i);
      byte[] audio = Arrays.copyOfRange(packet, UDP, packet.length);
      assertThat(audio).hasSize(12 + 60 + 10);
      assertThat(audio[0]).as("RTP 2, no padding, extension or sources").isEqualTo((byte) 0x80);
      assertThat(audio[1]).as("Opus, no marker").isEqualTo((byte) 111);
      seen.add(Arrays.toString(audio));
    }
    assertThat(seen).as("no two are the same").hasSize(4);
  }

  /// RFC 8445 §7.2.2: ours first, as whoever asks us names it.
  @Test
  void aCheckNamesTheLegAsItsOwnAgentWould() {
    for (int volley = 0; volley < 4; volley++) {
      ByteBuffer check = ByteBuffer.wrap(FloodKind.CHECKS.datagram(aim, volley, 0));
      assertThat(check.getShort(0)).as("a binding request").isEqualTo((short) 1);
      assertThat(check.getShort(20)).as("USERNAME first").isEqualTo((short) 6);
      byte[] name = new byte[check.getShort(22)];
      check.get(24, name);
      assertThat(new String(name, StandardCharsets.US_ASCII))
          .isEqualTo(volley % 2 == 0 ? "ours1:theirs1" : "ours2:theirs2");
    }
  }

  private static InetAddress address(ByteBuffer packet, int at) throws Exception {
    byte[] bytes = new byte[4];
    packet.get(at, bytes);
    return InetAddress.getByAddress(bytes);
  }

  private static InetSocketAddress at(String address, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(address), port);
  }
}
