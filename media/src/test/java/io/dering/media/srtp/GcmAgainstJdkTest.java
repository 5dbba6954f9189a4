package io.dering.media.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.rtp.RtpHeader;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/// Our GCM against the JDK's, which allocates per packet and so serves as reference only.
class GcmAgainstJdkTest {
  private final SplittableRandom random = new SplittableRandom(7714);

  @Test
  void everyPayloadLengthUpToADatagramGivesTheJdksBytes() throws Exception {
    for (int payload = 0; payload <= 1460; payload++) {
      compare(random(16), random(12), 12, payload, random.nextLong(1L << 48));
    }
  }

  @Test
  void headersWithSourcesAndExtensionsAreAssociatedData() throws Exception {
    for (int words = 0; words <= 40; words++) {
      compare(random(16), random(12), 12 + 4 * words, 100, random.nextLong(1L << 48));
    }
  }

  /// Keys whose hash key or whose data are all ones or zeros reach the carries that random ones do
  /// not.
  @Test
  void hashesOfExtremeWordsAreThoseOfBitwiseMultiplication() {
    long[] words = {0, -1, 1, Long.MIN_VALUE, 0x1111_1111_1111_1111L, 0x8888_8888_8888_8888L};
    for (long keyHigh : words) {
      for (long keyLow : words) {
        for (long high : words) {
          for (long low : words) {
            compareWithBitwise(keyHigh, keyLow, high, low);
          }
        }
      }
    }
    for (int i = 0; i < 10_000; i++) {
      compareWithBitwise(
          random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }
  }

  private void compare(byte[] key, byte[] salt, int headerLength, int payload, long index)
      throws Exception {
    int len = headerLength + payload;
    int off = random.nextInt(9);
    byte[] b = random(off + len + SrtpSender.MAX_TRAILER_LENGTH);
    RtpHeader.write(b, off, false, 111, (int) index & 0xFFFF, 0, random.nextInt());
    byte[] plain = Arrays.copyOfRange(b, off, off + len);

    Cipher jdk = Cipher.getInstance("AES/GCM/NoPadding");
    byte[] iv = iv(salt, RtpHeader.ssrc(b, off), index);
    jdk.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, iv));
    jdk.updateAAD(plain, 0, headerLength);
    byte[] expected = jdk.doFinal(plain, headerLength, payload);

    GcmCipher ours = new GcmCipher(key, salt, new SrtpScratch());
    assertThat(ours.protectRtp(b, off, headerLength, len, index)).isEqualTo(len + 16);
    assertThat(Arrays.copyOfRange(b, off, off + headerLength))
        .isEqualTo(Arrays.copyOf(plain, headerLength));
    assertThat(Arrays.copyOfRange(b, off + headerLength, off + len + 16)).isEqualTo(expected);
    assertThat(ours.unprotectRtp(b, off, headerLength, len + 16, index)).isEqualTo(len);
    assertThat(Arrays.copyOfRange(b, off, off + len)).isEqualTo(plain);
  }

  /// RFC 7714 §8.1, written down a second time.
  private static byte[] iv(byte[] salt, int ssrc, long index) {
    byte[] iv =
        ByteBuffer.allocate(12)
            .putShort((short) 0)
            .putInt(ssrc)
            .putInt((int) (index >>> 16))
            .putShort((short) index)
            .array();
    for (int i = 0; i < iv.length; i++) {
      iv[i] ^= salt[i];
    }
    return iv;
  }

  private static void compareWithBitwise(long keyHigh, long keyLow, long high, long low) {
    Ghash ghash = new Ghash(keyHigh, keyLow, new SrtpScratch());
    ghash.reset();
    ghash.update(ByteBuffer.allocate(16).putLong(high).putLong(low).array(), 0, 16);
    long productHigh = 0;
    long productLow = 0;
    long h = keyHigh;
    long l = keyLow;
    for (int bit = 0; bit < 128; bit++) {
      long word = bit < 64 ? high : low;
      if ((word << (bit & 63)) < 0) {
        productHigh ^= h;
        productLow ^= l;
      }
      long carry = l & 1;
      l = l >>> 1 | h << 63;
      h = h >>> 1 ^ (carry == 0 ? 0 : 0xE1L << 56);
    }
    assertThat(ghash.high()).isEqualTo(productHigh);
    assertThat(ghash.low()).isEqualTo(productLow);
  }

  private byte[] random(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
