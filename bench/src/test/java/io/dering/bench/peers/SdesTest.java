package io.dering.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dering.media.rtp.RtpHeader;
import io.dering.media.srtp.SrtpProfile;
import io.dering.media.srtp.SrtpScratch;
import io.dering.media.srtp.SrtpSender;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class SdesTest {
  private static final byte[] KEY_AND_SALT = bytes(30, 1);
  private static final SdesSdp SDP =
      new SdesSdp(
          new InetSocketAddress(InetAddress.ofLiteral("127.16.0.9"), 4_002),
          3,
          SdesSuite.AES_CM_128_HMAC_SHA1_32,
          KEY_AND_SALT);

  @Test
  void anSdpSaysWhereAndWithWhichKey() throws IOException {
    assertThat(SdesSdp.read(SDP.text(), SDP.suite())).isEqualTo(SDP);
    assertThat(SDP.toString()).doesNotContain("inline").contains("redacted");
  }

  /// By the letter: rtpengine reads it, not this class.
  @Test
  void itIsWrittenAsRfc4568Says() {
    assertThat(SDP.text())
        .contains(
            "c=IN IP4 127.16.0.9\r\n",
            "m=audio 4002 RTP/SAVP 111\r\n",
            "a=crypto:3 AES_CM_128_HMAC_SHA1_32 inline:AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0e\r\n");
    assertThat(SDP.key()).isEqualTo(bytes(16, 1));
    assertThat(SDP.salt()).isEqualTo(bytes(14, 17));
  }

  @Test
  void ofSeveralSuitesTheOneThatIsWantedIsRead() throws IOException {
    String other = "a=crypto:7 AES_CM_128_HMAC_SHA1_80 inline:" + "A".repeat(40) + "|2^31\r\n";
    SdesSdp read = SdesSdp.read(SDP.text().replace("a=crypto", other + "a=crypto"), SDP.suite());
    assertThat(read).isEqualTo(SDP);
  }

  @Test
  void anSdpWithoutSuchAKeyIsRefused() {
    assertThatThrownBy(() -> SdesSdp.read(SDP.text(), SdesSuite.AES_CM_128_HMAC_SHA1_80))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> SdesSdp.read("v=0\r\n", SDP.suite())).isInstanceOf(IOException.class);
  }

  @Test
  void aPacketWithAShortTagIsRead() {
    ShortTags reader = new ShortTags(SDP.key(), SDP.salt(), new SrtpScratch());
    SrtpSender sender = sender();
    // Over a rollover of the sequence number.
    for (int i = 0; i < 20; i++) {
      byte[] clear = packet(65_526 + i);
      byte[] sent = sent(sender, clear);
      assertThat(Arrays.copyOf(sent, clear.length)).isNotEqualTo(clear);
      assertThat(reader.unprotect(sent, clear.length + 4)).isEqualTo(clear.length);
      assertThat(Arrays.copyOf(sent, clear.length)).isEqualTo(clear);
    }
  }

  @Test
  void aWrongShortTagIsSeen() {
    for (int wrong = 0; wrong < 4; wrong++) {
      ShortTags reader = new ShortTags(SDP.key(), SDP.salt(), new SrtpScratch());
      byte[] sent = sent(sender(), packet(7));
      sent[RtpHeader.MIN_LENGTH + 60 + wrong] ^= 1;
      assertThat(reader.unprotect(sent, RtpHeader.MIN_LENGTH + 64)).isNegative();
    }
  }

  @Test
  void aChangedByteIsSeenAndARepeatToo() {
    ShortTags reader = new ShortTags(SDP.key(), SDP.salt(), new SrtpScratch());
    byte[] sent = sent(sender(), packet(7));
    byte[] repeated = sent.clone();
    assertThat(reader.unprotect(sent, RtpHeader.MIN_LENGTH + 64)).isPositive();
    assertThat(reader.unprotect(repeated, RtpHeader.MIN_LENGTH + 64)).isNegative();
    byte[] changed = sent(sender(), packet(8));
    changed[20] ^= 1;
    assertThat(reader.unprotect(changed, RtpHeader.MIN_LENGTH + 64)).isNegative();
    assertThat(reader.unprotect(changed, 15)).isNegative();
  }

  private static SrtpSender sender() {
    return new SrtpSender(SrtpProfile.AES_CM_128_HMAC_SHA1_80, SDP.key(), SDP.salt());
  }

  private static byte[] packet(int sequence) {
    byte[] b = bytes(RtpHeader.MIN_LENGTH + 60, 100);
    RtpHeader.write(b, 0, false, 111, sequence & 0xFFFF, sequence * 960, 0x1234);
    return b;
  }

  private static byte[] sent(SrtpSender sender, byte[] clear) {
    byte[] b = Arrays.copyOf(clear, clear.length + SrtpSender.MAX_TRAILER_LENGTH);
    assertThat(sender.protectRtp(b, 0, clear.length)).isEqualTo(clear.length + 10);
    return b;
  }

  private static byte[] bytes(int length, int first) {
    byte[] b = new byte[length];
    for (int i = 0; i < length; i++) {
      b[i] = (byte) (first + i);
    }
    return b;
  }
}
