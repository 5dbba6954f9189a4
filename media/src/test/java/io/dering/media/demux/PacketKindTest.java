package io.dering.media.demux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PacketKindTest {
  /// RFC 7983 §7, figure 3.
  @Test
  void everyFirstByteHasItsKind() {
    byte[] packet = new byte[64];
    packet[1] = 111;
    for (int first = 0; first < 256; first++) {
      packet[0] = (byte) first;
      assertThat(PacketKind.of(packet, 0, packet.length))
          .as("first byte %d", first)
          .isEqualTo(expected(first));
    }
  }

  private static PacketKind expected(int first) {
    if (first <= 3) {
      return PacketKind.STUN;
    }
    if (first <= 19) {
      return PacketKind.OTHER;
    }
    if (first <= 63) {
      return PacketKind.DTLS;
    }
    if (first <= 127) {
      return PacketKind.OTHER;
    }
    return first <= 191 ? PacketKind.RTP : PacketKind.OTHER;
  }

  /// RFC 5761 §4: 64 to 95 are RTCP, with the marker bit of RTP set or not.
  @Test
  void everySecondByteTellsRtpFromRtcp() {
    byte[] packet = new byte[64];
    packet[0] = (byte) 0x80;
    for (int second = 0; second < 256; second++) {
      packet[1] = (byte) second;
      boolean rtcp = (second >= 192 && second <= 223) || (second >= 64 && second <= 95);
      assertThat(PacketKind.of(packet, 0, packet.length))
          .as("second byte %d", second)
          .isEqualTo(rtcp ? PacketKind.RTCP : PacketKind.RTP);
    }
  }

  @Test
  void lengthsThatNoSuchPacketHasAreOther() {
    assertThat(kindAt(0, 19)).isEqualTo(PacketKind.OTHER);
    assertThat(kindAt(0, 20)).isEqualTo(PacketKind.STUN);
    assertThat(kindAt(22, 12)).isEqualTo(PacketKind.OTHER);
    assertThat(kindAt(22, 13)).isEqualTo(PacketKind.DTLS);
    assertThat(kindAt(0x80, 11)).isEqualTo(PacketKind.OTHER);
    assertThat(kindAt(0x80, 12)).isEqualTo(PacketKind.RTP);
    assertThat(kindAt(0x80, 1500)).isEqualTo(PacketKind.RTP);
    assertThat(kindAt(0x80, 1501)).isEqualTo(PacketKind.OTHER);
    assertThat(kindAt(0x80, 0)).isEqualTo(PacketKind.OTHER);
  }

  @Test
  void theOffsetIsRespected() {
    byte[] packet = new byte[64];
    packet[10] = 22;
    assertThat(PacketKind.of(packet, 10, 54)).isEqualTo(PacketKind.DTLS);
  }

  private static PacketKind kindAt(int first, int length) {
    byte[] packet = new byte[length + 1];
    packet[0] = (byte) first;
    return PacketKind.of(packet, 0, length);
  }
}
