package io.dering.gateway.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnswerSealTest {
  private static final byte[] ANSWER =
      "{\"token\":\"dering_text\"}".getBytes(StandardCharsets.UTF_8);

  private final AnswerSeal seal = new AnswerSeal(new byte[32], new Random(1));

  @Test
  void whatWasSealedOpensInItsPlaceAndNowhereElse() {
    byte[] sealed = seal.seal(ANSWER, "place");
    assertThat(seal.open(sealed, "place")).hasValue(ANSWER);
    assertThat(seal.open(sealed, "other place")).isEmpty();
    byte[] key = new byte[32];
    key[0] = 1;
    assertThat(new AnswerSeal(key, new Random(1)).open(sealed, "place")).isEmpty();
  }

  @Test
  void aChangedByteIsFound() {
    byte[] sealed = seal.seal(ANSWER, "place");
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThat(seal.open(changed, "place")).isEmpty();
    }
    assertThat(seal.open(new byte[3], "place")).isEmpty();
  }

  @Test
  void nothingIsReadableAndTheSameIsNeverSealedTwiceAlike() {
    byte[] sealed = seal.seal(ANSWER, "place");
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("dering");
    assertThat(seal.seal(ANSWER, "place")).isNotEqualTo(sealed);
  }

  @Test
  void requestsAreToldApartByTheirPrint() {
    assertThat(seal.fingerprint(new byte[] {1})).isEqualTo(seal.fingerprint(new byte[] {1}));
    assertThat(seal.fingerprint(new byte[] {1})).isNotEqualTo(seal.fingerprint(new byte[] {2}));
  }
}
