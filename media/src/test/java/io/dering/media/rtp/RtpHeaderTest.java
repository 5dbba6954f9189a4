package io.dering.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RtpHeaderTest {
  private static final HexFormat HEX = HexFormat.of();

  @Test
  void writesTheHeaderOfTheRfcAndReadsItBack() {
    byte[] b = new byte[15];
    assertThat(RtpHeader.write(b, 3, true, 111, 0xF17B, 0x8041F8D3, 0x5501A0B2)).isEqualTo(12);
    assertThat(HEX.formatHex(b)).isEqualTo("00000080eff17b8041f8d35501a0b2");
    assertThat(RtpHeader.isRtp(b, 3, 12)).isTrue();
    assertThat(RtpHeader.length(b, 3, 12)).isEqualTo(12);
    assertThat(RtpHeader.marker(b, 3)).isTrue();
    assertThat(RtpHeader.payloadType(b, 3)).isEqualTo(111);
    assertThat(RtpHeader.sequenceNumber(b, 3)).isEqualTo(0xF17B);
    assertThat(RtpHeader.timestamp(b, 3)).isEqualTo(0x8041F8D3);
    assertThat(RtpHeader.ssrc(b, 3)).isEqualTo(0x5501A0B2);
  }

  @Test
  void settersLeaveTheirNeighboursAlone() {
    byte[] b = HEX.parseHex("90ff000100000002ffffffff");
    RtpHeader.payloadType(b, 0, 5);
    assertThat(HEX.formatHex(b)).isEqualTo("9085000100000002ffffffff");
    RtpHeader.marker(b, 0, false);
    assertThat(HEX.formatHex(b)).isEqualTo("9005000100000002ffffffff");
    RtpHeader.marker(b, 0, true);
    RtpHeader.sequenceNumber(b, 0, 0x1FFFF);
    RtpHeader.timestamp(b, 0, -2);
    RtpHeader.ssrc(b, 0, 3);
    assertThat(HEX.formatHex(b)).isEqualTo("9085fffffffffffe00000003");
  }

  @Test
  void lengthCountsSourcesAndExtension() {
    byte[] b = new byte[12 + 8 + 4 + 12 + 1];
    RtpHeader.write(b, 0, false, 0, 0, 0, 0);
    b[0] |= 0x12;
    NetworkOrder.int16(b, 20, 0xBEDE);
    NetworkOrder.int16(b, 22, 3);
    assertThat(RtpHeader.length(b, 0, b.length)).isEqualTo(36);
    assertThat(RtpHeader.length(b, 0, 36)).isEqualTo(36);
    for (int len = 0; len < 36; len++) {
      assertThat(RtpHeader.length(b, 0, len)).as("cut at %d", len).isEqualTo(-1);
    }
  }

  @Test
  void anotherVersionIsNotRtp() {
    byte[] b = new byte[12];
    for (int version : new int[] {0x00, 0x40, 0xC0}) {
      b[0] = (byte) version;
      assertThat(RtpHeader.isRtp(b, 0, 12)).isFalse();
      assertThat(RtpHeader.length(b, 0, 12)).isEqualTo(-1);
    }
  }

  @Test
  void noBytesMakeLengthThrowOrLeaveThePacket() {
    SplittableRandom random = new SplittableRandom(3550);
    byte[] b = new byte[80];
    for (int i = 0; i < 100_000; i++) {
      random.nextBytes(b);
      b[0] = (byte) (0x80 | (b[0] & 0x3F));
      int len = random.nextInt(b.length + 1);
      assertThat(RtpHeader.length(b, 0, len)).isBetween(-1, len);
    }
  }
}
