package io.dering.signaling.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dering.signaling.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// Vectors: `meta/signature-vector.json` (Meta reference 6.2).
class WebhookSignatureTest {
  private static final Json.Obj FILE = Fixtures.object("signature-vector");
  private static final String SECRET = FILE.text("app_secret").orElseThrow();
  private static final List<Json.Obj> VECTORS = FILE.objects("vectors");

  private final WebhookSignature signature = new WebhookSignature(List.of(SECRET));

  @Test
  void theVectorsVerifyInEitherHexCase() {
    assertThat(VECTORS).hasSize(2);
    for (Json.Obj vector : VECTORS) {
      String header = header(vector);
      String upper = "sha256=" + header.substring(7).toUpperCase(Locale.ROOT);
      assertThat(signature.verifies(body(vector), header)).isTrue();
      assertThat(signature.verifies(body(vector), upper)).isTrue();
    }
  }

  @Test
  void oneChangedByteOrForeignSignatureDoesNotVerify() {
    byte[] body = body(VECTORS.getFirst());
    String header = header(VECTORS.getFirst());
    assertThat(signature.verifies(body, header(VECTORS.getLast()))).isFalse();
    for (int i = 0; i < body.length; i++) {
      body[i] ^= 1;
      assertThat(signature.verifies(body, header)).isFalse();
      body[i] ^= 1;
    }
    assertThat(signature.verifies(body, header)).isTrue();
  }

  @Test
  void aHeaderOfAnotherFormDoesNotVerify() {
    byte[] body = body(VECTORS.getFirst());
    String hex = header(VECTORS.getFirst()).substring(7);
    for (String header :
        List.of(
            "",
            "sha256=",
            hex,
            "sha1=" + hex,
            "sha256=" + hex.substring(1),
            "sha256=" + hex + "0",
            "sha256=" + "g" + hex.substring(1),
            " sha256=" + hex)) {
      assertThat(signature.verifies(body, header)).as(header).isFalse();
    }
  }

  @Test
  void bothSecretsOfARotationVerifyAndNoThird() {
    byte[] body = body(VECTORS.getFirst());
    String header = header(VECTORS.getFirst());
    assertThat(new WebhookSignature(List.of("new", SECRET)).verifies(body, header)).isTrue();
    assertThat(new WebhookSignature(List.of(SECRET, "new")).verifies(body, header)).isTrue();
    assertThat(new WebhookSignature(List.of("new")).verifies(body, header)).isFalse();
    assertThatThrownBy(() -> new WebhookSignature(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new WebhookSignature(List.of("a", "b", "c")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] body(Json.Obj vector) {
    return vector.text("body").orElseThrow().getBytes(StandardCharsets.UTF_8);
  }

  private static String header(Json.Obj vector) {
    return vector.text("x_hub_signature_256").orElseThrow();
  }
}
