package io.dering.media.srtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SrtpKeysTest {

  @Test
  void profilesHaveTheNumbersAndLengthsOfTheirRfcs() {
    SrtpProfile gcm = SrtpProfile.AEAD_AES_128_GCM;
    assertThat(gcm.id()).isEqualTo(0x0007);
    assertThat(gcm.keyLength()).isEqualTo(16);
    assertThat(gcm.saltLength()).isEqualTo(12);
    assertThat(gcm.rtpTagLength()).isEqualTo(16);
    assertThat(gcm.rtcpTagLength()).isEqualTo(16);
    assertThat(gcm.keyingMaterialLength()).isEqualTo(56);
    SrtpProfile cm = SrtpProfile.AES_CM_128_HMAC_SHA1_80;
    assertThat(cm.id()).isEqualTo(0x0001);
    assertThat(cm.keyLength()).isEqualTo(16);
    assertThat(cm.saltLength()).isEqualTo(14);
    assertThat(cm.rtpTagLength()).isEqualTo(10);
    assertThat(cm.rtcpTagLength()).isEqualTo(10);
    assertThat(cm.keyingMaterialLength()).isEqualTo(60);
    for (SrtpProfile profile : SrtpProfile.values()) {
      assertThat(SrtpProfile.ofId(profile.id())).contains(profile);
    }
    assertThat(SrtpProfile.ofId(0x0002)).isEmpty();
  }

  /// RFC 5764 §4.2: client key, server key, client salt, server salt.
  @ParameterizedTest
  @EnumSource
  void whatTheClientSendsWithTheServerReceivesWith(SrtpProfile profile) {
    byte[] material = new byte[profile.keyingMaterialLength()];
    for (int i = 0; i < material.length; i++) {
      material[i] = (byte) i;
    }
    SrtpKeys client = SrtpKeys.fromExporter(profile, material, true);
    SrtpKeys server = SrtpKeys.fromExporter(profile, material, false);
    int salt = profile.saltLength();
    assertThat(client.sendKey()).isEqualTo(Arrays.copyOfRange(material, 0, 16));
    assertThat(client.receiveKey()).isEqualTo(Arrays.copyOfRange(material, 16, 32));
    assertThat(client.sendSalt()).isEqualTo(Arrays.copyOfRange(material, 32, 32 + salt));
    assertThat(client.receiveSalt())
        .isEqualTo(Arrays.copyOfRange(material, 32 + salt, 32 + 2 * salt));
    assertThat(server)
        .isEqualTo(
            new SrtpKeys(
                profile,
                /* sendKey= */ client.receiveKey(),
                /* sendSalt= */ client.receiveSalt(),
                /* receiveKey= */ client.sendKey(),
                /* receiveSalt= */ client.sendSalt()));
    assertThat(server).isNotEqualTo(client);
  }

  @Test
  void keysAreNotPrinted() {
    byte[] material = new byte[56];
    SrtpKeys keys = SrtpKeys.fromExporter(SrtpProfile.AEAD_AES_128_GCM, material, true);
    assertThat(keys).hasToString("SrtpKeys[AEAD_AES_128_GCM, redacted]");
  }

  @Test
  void lengthsThatDoNotFitTheProfileAreRefused() {
    SrtpProfile gcm = SrtpProfile.AEAD_AES_128_GCM;
    assertThatThrownBy(() -> SrtpKeys.fromExporter(gcm, new byte[60], true))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SrtpSender(gcm, new byte[16], new byte[14]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SrtpReceiver(gcm, new byte[15], new byte[12]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void rejectionsTravelAsDistinctNegativeCodes() {
    for (SrtpRejection rejection : EnumSet.allOf(SrtpRejection.class)) {
      assertThat(rejection.code()).isNegative();
      assertThat(SrtpRejection.of(rejection.code())).isSameAs(rejection);
    }
    assertThatThrownBy(() -> SrtpRejection.of(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SrtpRejection.of(-99)).isInstanceOf(IllegalArgumentException.class);
  }
}
