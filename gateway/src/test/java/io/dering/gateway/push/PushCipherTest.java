package io.dering.gateway.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dering.signaling.agent.PushDevice;
import io.dering.signaling.id.PushDeviceId;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/// RFC 8291: what only one browser can read.
final class PushCipherTest {
  private static final PushDevice APPENDIX_A =
      new PushDevice(
          new PushDeviceId("push_a"),
          "https://push.example.net/push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV",
          "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
          "BTBZMqHH6r4Tts7J_aSIgg");

  private final TestBrowser browser = new TestBrowser();
  private final PushCipher cipher = new PushCipher(new SecureRandom());

  /// RFC 8291 appendix A, byte for byte.
  @Test
  void theExampleOfTheStandardComesOutAsItStandsThere() throws Exception {
    byte[] open =
        decoded(
            "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8");
    KeyPair ours =
        new KeyPair(
            P256.publicKey(open).orElseThrow(),
            P256.privateKey(decoded("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")));
    byte[] padded = "When I grow up, I want to be a watermelon\2".getBytes(StandardCharsets.UTF_8);
    byte[] body =
        PushCipher.encrypt(
            padded,
            BrowserKeys.of(APPENDIX_A).orElseThrow(),
            decoded("DGv6ra1nlYgDCS1FRnbzlw"),
            ours);
    assertThat(VapidKey.text(body))
        .isEqualTo(
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
                + "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
                + "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN");
  }

  @Test
  void theBrowserReadsWhatWasWrittenAndItsLengthSaysLittle() {
    BrowserKeys keys = BrowserKeys.of(browser.at("https://push.example/")).orElseThrow();
    for (int length : new int[] {0, 1, 255, 256, 3_000, PushCipher.MAX_MESSAGE}) {
      String message = "m".repeat(length);
      byte[] body = cipher.encrypt(message.getBytes(StandardCharsets.UTF_8), keys);
      assertThat(browser.read(body)).isEqualTo(message);
      assertThat(body.length).isLessThanOrEqualTo(PushCipher.MAX_BODY);
    }
    assertThat(cipher.encrypt(new byte[1], keys))
        .hasSameSizeAs(cipher.encrypt(new byte[200], keys));
    byte[] tooLong = new byte[PushCipher.MAX_MESSAGE + 1];
    assertThatThrownBy(() -> cipher.encrypt(tooLong, keys))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// Two messages have nothing in common, not even keys.
  @Test
  void theSameMessageIsNeverEncryptedAlike() {
    BrowserKeys keys = BrowserKeys.of(browser.at("https://push.example/")).orElseThrow();
    byte[] once = cipher.encrypt(new byte[8], keys);
    byte[] again = cipher.encrypt(new byte[8], keys);
    assertThat(Arrays.copyOf(once, 16)).isNotEqualTo(Arrays.copyOf(again, 16));
    assertThat(Arrays.copyOfRange(once, 21, 86)).isNotEqualTo(Arrays.copyOfRange(again, 21, 86));
  }

  @Test
  void keysThatAreNoneAreNamed() {
    assertThat(fault(browser.p256dh(), browser.auth())).isEmpty();
    assertThat(fault("not base64!", browser.auth())).isEqualTo("p256dh");
    assertThat(fault(browser.auth(), browser.auth())).isEqualTo("p256dh");
    // A point that is not on the curve.
    byte[] off = decoded(browser.p256dh());
    off[64] ^= 1;
    assertThat(fault(VapidKey.text(off), browser.auth())).isEqualTo("p256dh");
    assertThat(fault(browser.p256dh(), browser.p256dh())).isEqualTo("auth");
  }

  @Test
  void aVapidKeyComesBackFromItsBytes() {
    VapidKey key = VapidKey.make(new SecureRandom());
    VapidKey again = VapidKey.of(key.bytes());
    assertThat(again.publicText()).isEqualTo(key.publicText()).hasSize(87);
    byte[] damaged = key.bytes();
    damaged[VapidKey.LENGTH - 1] ^= 1;
    assertThatThrownBy(() -> VapidKey.of(damaged)).isInstanceOf(IllegalArgumentException.class);
  }

  private static String fault(String p256dh, String auth) {
    return BrowserKeys.fault(
            new PushDevice(new PushDeviceId("push_b"), "https://push.example/", p256dh, auth))
        .orElse("");
  }

  private static byte[] decoded(String base64url) {
    return Base64.getUrlDecoder().decode(base64url);
  }
}
