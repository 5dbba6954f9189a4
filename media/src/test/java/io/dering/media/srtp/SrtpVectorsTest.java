package io.dering.media.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.rtp.RtpHeader;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// Known answers: RFC 3711 appendix B.2 and B.3, RFC 7714 §16.1 and §17, and the reference packet
/// of libsrtp's driver, which covers derivation, cipher and tag together.
class SrtpVectorsTest {
  private static final HexFormat HEX = HexFormat.of();

  private static final String CM_MASTER_KEY = "e1f97a0d3e018be0d64fa32c06de4139";
  private static final String CM_MASTER_SALT = "0ec675ad498afeebb6960b3aabe6";

  private static final String GCM_KEY = "000102030405060708090a0b0c0d0e0f";
  private static final String GCM_SALT = "517569642070726f2071756f";
  private static final String GCM_RTP =
      "8040f17b8041f8d35501a0b247616c6c696120657374206f6d6e6973206469"
          + "7669736120696e207061727465732074726573";
  private static final String GCM_SRTP =
      "8040f17b8041f8d35501a0b2f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b"
          + "36de3adf8833899d7f27beb16a9152cf765ee4390cce";
  private static final String GCM_RTCP =
      "81c8000d4d6172734e5450314e545032525450200000042a0000e9304c756e61"
          + "deadbeefdeadbeefdeadbeefdeadbeefdeadbeef";
  private static final String GCM_SRTCP =
      "81c8000d4d61727363e94885dcdab67ca727d7662f6b7e997ff5c0f76c06f32dc676a5f1730d6fda4ce09b46"
          + "86303ded0bb9275bc84aa45896cf4d2fc5abf87245d9eade800005d4";
  private static final String GCM_SRTCP_TAG_ONLY =
      "81c8000d4d6172734e5450314e545032525450200000042a0000e9304c756e61"
          + "deadbeefdeadbeefdeadbeefdeadbeefdeadbeef841dd9683dd78ec92ae58790125f62b3000005d4";
  private static final int GCM_RTCP_INDEX = 0x5d4;

  /// RFC 3711 B.2: blocks 0, 1, 2 and 0xFEFF, 0xFF00, 0xFF01 of the key stream for SSRC 0, index 0.
  @Test
  void counterModeKeyStreamIsThatOfRfc3711AppendixB2() {
    byte[] key = HEX.parseHex("2b7e151628aed2a6abf7158809cf4f3c");
    byte[] salt = HEX.parseHex("f0f1f2f3f4f5f6f7f8f9fafbfcfd");
    byte[] stream = new byte[0xFF02 * 16];
    new AesBlocks()
        .xorAll(AesBlocks.cipher(key), stream, 0, stream.length, Salt.high(salt), Salt.low(salt));
    assertThat(HEX.formatHex(stream, 0, 48))
        .isEqualTo(
            "e03ead0935c95e80e166b16dd92b4eb4d23513162b02d0f72a43a2fe4a5f97ab"
                + "41e95b3bb0a2e8dd477901e4fca894c0");
    assertThat(HEX.formatHex(stream, 0xFEFF * 16, 0xFF02 * 16))
        .isEqualTo(
            "ec8cdf7398607cb0f2d21675ea9ea1e4362b7c3c6773516318a077d7fc5073ae"
                + "6a2cc3787889374fbeb4c81b17ba6c44");
  }

  /// RFC 3711 B.3.
  @Test
  void sessionKeysAreThoseOfRfc3711AppendixB3() {
    KeyDerivation derivation =
        new KeyDerivation(
            HEX.parseHex(CM_MASTER_KEY), HEX.parseHex(CM_MASTER_SALT), new SrtpScratch());
    assertThat(derive(derivation, KeyDerivation.RTP_ENCRYPTION, 16))
        .isEqualTo("c61e7a93744f39ee10734afe3ff7a087");
    assertThat(derive(derivation, KeyDerivation.RTP_SALT, 14))
        .isEqualTo("30cbbc08863d8c85d49db34a9ae1");
    assertThat(derive(derivation, KeyDerivation.RTP_AUTHENTICATION, 94))
        .isEqualTo(
            "cebe321f6ff7716b6fd4ab49af256a156d38baa48f0a0acf3c34e2359e6cdbce"
                + "e049646c43d9327ad175578ef72270986371c10c9a369ac2f94a8c5fbcdddc25"
                + "6d6e919a48b610ef17c2041e474035766b68642c59bbfc2f34db60dbdfb2");
  }

  private static String derive(KeyDerivation derivation, int label, int length) {
    return HEX.formatHex(derivation.derive(label, length));
  }

  @Test
  void counterModePacketIsThatOfLibsrtpsDriver() {
    byte[] key = HEX.parseHex(CM_MASTER_KEY);
    byte[] salt = HEX.parseHex(CM_MASTER_SALT);
    String plain = "800f1234decafbadcafebabeabababababababababababababababab";
    byte[] b = Arrays.copyOf(HEX.parseHex(plain), 48);
    SrtpSender sender = new SrtpSender(SrtpProfile.AES_CM_128_HMAC_SHA1_80, key, salt);
    assertThat(sender.protectRtp(b, 0, 28)).isEqualTo(38);
    assertThat(HEX.formatHex(b, 0, 38))
        .isEqualTo("800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb");
    SrtpReceiver receiver = new SrtpReceiver(SrtpProfile.AES_CM_128_HMAC_SHA1_80, key, salt);
    assertThat(receiver.unprotectRtp(b, 0, 38)).isEqualTo(28);
    assertThat(HEX.formatHex(b, 0, 28)).isEqualTo(plain);
  }

  /// RFC 7714 §16.1.1 and §16.1.2.
  @Test
  void gcmRtpPacketIsThatOfRfc7714Section16() {
    byte[] b = Arrays.copyOf(HEX.parseHex(GCM_RTP), 80);
    assertThat(gcmSender().protectRtp(b, 0, 50)).isEqualTo(66);
    assertThat(HEX.formatHex(b, 0, 66)).isEqualTo(GCM_SRTP);
    assertThat(gcmReceiver().unprotectRtp(b, 0, 66)).isEqualTo(50);
    assertThat(HEX.formatHex(b, 0, 50)).isEqualTo(GCM_RTP);
  }

  @Test
  void aPacketThatIsAllHeaderGetsATagAndNothingElse() {
    byte[] b = Arrays.copyOf(HEX.parseHex("8040f17b8041f8d35501a0b2"), 40);
    assertThat(gcmSender().protectRtp(b, 0, RtpHeader.MIN_LENGTH)).isEqualTo(28);
    assertThat(HEX.formatHex(b, 0, 12)).isEqualTo("8040f17b8041f8d35501a0b2");
    assertThat(gcmReceiver().unprotectRtp(b, 0, 28)).isEqualTo(12);
  }

  /// RFC 7714 §17.1 and §17.2.
  @Test
  void gcmRtcpPacketIsThatOfRfc7714Section17() {
    byte[] b = Arrays.copyOf(HEX.parseHex(GCM_RTCP), 80);
    assertThat(gcmSender().protectRtcp(b, 0, 52)).isEqualTo(72);
    assertThat(HEX.formatHex(b, 0, 72)).isEqualTo(GCM_SRTCP);
    assertThat(gcmReceiver().unprotectRtcp(b, 0, 72)).isEqualTo(52);
    assertThat(HEX.formatHex(b, 0, 52)).isEqualTo(GCM_RTCP);
  }

  /// RFC 7714 §17.3 and §17.4: the E bit is clear, nothing is encrypted, all is authenticated.
  @Test
  void gcmRtcpWithoutEncryptionIsThatOfRfc7714Section17() {
    byte[] b = HEX.parseHex(GCM_SRTCP_TAG_ONLY);
    SrtpReceiver receiver = gcmReceiver();
    b[20] ^= 1;
    assertThat(receiver.unprotectRtcp(b, 0, 72)).isEqualTo(SrtpRejection.NOT_AUTHENTIC.code());
    b[20] ^= 1;
    assertThat(receiver.unprotectRtcp(b, 0, 72)).isEqualTo(52);
    assertThat(HEX.formatHex(b, 0, 52)).isEqualTo(GCM_RTCP);
  }

  private static SrtpSender gcmSender() {
    return new SrtpSender(gcmCipher(), gcmCipher(), GCM_RTCP_INDEX);
  }

  private static SrtpReceiver gcmReceiver() {
    return new SrtpReceiver(SrtpProfile.AEAD_AES_128_GCM, gcmCipher(), gcmCipher());
  }

  private static GcmCipher gcmCipher() {
    return new GcmCipher(HEX.parseHex(GCM_KEY), HEX.parseHex(GCM_SALT), new SrtpScratch());
  }
}
