package io.dering.media.hmac;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The vectors of RFC 2202 §3 whose code is not cut.
final class HmacSha1Test {
  private static final HexFormat HEX = HexFormat.of();

  private final HmacSha1 hmac = new HmacSha1();

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          0b, 20, Hi There, b617318655057264e28bc0b6fb378c8ef146be00
          4a656665, 1, what do ya want for nothing?, effcdf6ae5eb2fa2d27416d5f184df9c259a7c79
          aa, 80, Test Using Larger Than Block-Size Key - Hash Key First, aa4ae5e15272d00e95705637ce8a3b55ed402112
          aa, 80, Test Using Larger Than Block-Size Key and Larger Than One Block-Size Data, e8e99d0f45237d786d6bbaa7965c7808bbff1a91
          """)
  void codesOfTheRfc(String key, int times, String text, String code) {
    byte[] data = text.getBytes(StandardCharsets.US_ASCII);
    byte[] pads = HmacSha1.pads(HEX.parseHex(key.repeat(times)));
    assertThat(hmac.hash(pads, data, 0, data.length)).isEqualTo(HEX.parseHex(code));
    byte[] head = Arrays.copyOf(data, 5);
    assertThat(hmac.hash(pads, head, data, 5, data.length - 5))
        .as("in two pieces")
        .isEqualTo(HEX.parseHex(code));
    byte[] beginning = Arrays.copyOf(data, data.length - 4);
    int word =
        data[data.length - 4] << 24
            | data[data.length - 3] << 16
            | data[data.length - 2] << 8
            | data[data.length - 1];
    assertThat(hmac.hash(pads, beginning, 0, beginning.length, word))
        .as("with the last four bytes as a number")
        .isEqualTo(HEX.parseHex(code));
  }

  @Test
  void aKeyHasTheWholeBlock() {
    byte[] data = new byte[50];
    Arrays.fill(data, (byte) 0xDD);
    byte[] pads = HmacSha1.pads(HEX.parseHex("aa".repeat(20)));
    assertThat(hmac.hash(pads, data, 0, data.length))
        .isEqualTo(HEX.parseHex("125d7342b9ac11cd91a39af48aa17b4f63f175d3"));
    byte[] longest = HmacSha1.pads(HEX.parseHex("aa".repeat(64)));
    assertThat(longest[63]).isEqualTo((byte) (0xAA ^ 0x36));
  }
}
