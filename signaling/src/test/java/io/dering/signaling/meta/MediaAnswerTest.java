package io.dering.signaling.meta;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Meta's answers about recordings (Meta reference 5.5).
class MediaAnswerTest {
  @Test
  void anAddressComesWithTypeHashAndSize() {
    assertThat(MediaAnswer.read(200, Fixtures.bytes("response-media-get")))
        .isInstanceOfSatisfying(
            MediaAnswer.Found.class,
            found -> {
              assertThat(found.url()).startsWith("https://lookaside.fbsbx.com/");
              assertThat(found.type()).isEqualTo("audio/ogg; codecs=opus");
              assertThat(found.sha256()).hasSize(64);
              assertThat(found.sizeBytes()).isEqualTo(18_245);
              assertThat(found.toString()).doesNotContain("lookaside");
            });
  }

  @Test
  void aRefusalHasItsCode() {
    assertThat(MediaAnswer.read(401, Fixtures.bytes("response-error-190")))
        .isEqualTo(new MediaAnswer.Refused(190));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"200 | {}", "200 | <html>", "500 | {\"url\":\"https://x.example\"}", "200 | []"})
  void whatIsNeitherIsUnreadable(int status, String body) {
    assertThat(MediaAnswer.read(status, body.getBytes(UTF_8)))
        .isEqualTo(new MediaAnswer.Unreadable());
  }
}
