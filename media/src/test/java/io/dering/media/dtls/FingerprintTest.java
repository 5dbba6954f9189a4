package io.dering.media.dtls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

final class FingerprintTest {
  /// SHA-256 of "abc", FIPS 180-4.
  private static final String OF_ABC =
      "sha-256 BA:78:16:BF:8F:01:CF:EA:41:41:40:DE:5D:AE:22:23:"
          + "B0:03:61:A3:96:17:7A:9C:B4:10:FF:61:F2:00:15:AD";

  @Test
  void isTheSha256OfTheCertificate() {
    assertThat(Fingerprint.ofCertificate("abc".getBytes(US_ASCII))).hasToString(OF_ABC);
  }

  @Test
  void readsNameAndDigitsInEitherCase() {
    Fingerprint expected = Fingerprint.ofCertificate("abc".getBytes(US_ASCII));
    assertThat(Fingerprint.parse(OF_ABC)).contains(expected);
    assertThat(Fingerprint.parse(OF_ABC.toLowerCase(Locale.ROOT))).contains(expected);
    assertThat(Fingerprint.parse(OF_ABC.toUpperCase(Locale.ROOT))).contains(expected);
  }

  @Test
  void oneOtherBitIsAnotherFingerprint() {
    Fingerprint expected = Fingerprint.ofCertificate("abc".getBytes(US_ASCII));
    assertThat(Fingerprint.parse(OF_ABC.replace(":AD", ":AC")).orElseThrow())
        .isNotEqualTo(expected);
  }

  @Test
  void refusesOtherAlgorithmsAndMalformedValues() {
    assertThat(Fingerprint.parse(OF_ABC.replace("sha-256", "sha-1"))).isEmpty();
    assertThat(Fingerprint.parse(OF_ABC.substring(0, OF_ABC.length() - 3))).isEmpty();
    assertThat(Fingerprint.parse(OF_ABC + ":00")).isEmpty();
    assertThat(Fingerprint.parse(OF_ABC.replace("BA", "ZZ"))).isEmpty();
    assertThat(Fingerprint.parse(OF_ABC.replace(':', '-'))).isEmpty();
    assertThat(Fingerprint.parse("sha-256")).isEmpty();
    assertThat(Fingerprint.parse("")).isEmpty();
  }
}
