package io.dering.media.srtp;

import io.dering.media.hmac.HmacSha1;

/// The two packet ciphers of one direction, derived from its master key and salt.
final class SessionKeys {
  private final SrtpProfile profile;
  private final KeyDerivation derivation;
  private final SrtpScratch scratch;

  SessionKeys(SrtpProfile profile, byte[] masterKey, byte[] masterSalt, SrtpScratch scratch) {
    if (masterKey.length != profile.keyLength() || masterSalt.length != profile.saltLength()) {
      throw new IllegalArgumentException("key or salt length does not fit " + profile);
    }
    this.profile = profile;
    this.scratch = scratch;
    derivation = new KeyDerivation(masterKey, masterSalt, scratch);
  }

  PacketCipher rtp() {
    return cipher(
        KeyDerivation.RTP_ENCRYPTION, KeyDerivation.RTP_AUTHENTICATION, KeyDerivation.RTP_SALT);
  }

  PacketCipher rtcp() {
    return cipher(
        KeyDerivation.RTCP_ENCRYPTION, KeyDerivation.RTCP_AUTHENTICATION, KeyDerivation.RTCP_SALT);
  }

  private PacketCipher cipher(int encryption, int authentication, int salt) {
    byte[] key = derivation.derive(encryption, profile.keyLength());
    byte[] sessionSalt = derivation.derive(salt, profile.saltLength());
    return switch (profile) {
      case AEAD_AES_128_GCM -> new GcmCipher(key, sessionSalt, scratch);
      case AES_CM_128_HMAC_SHA1_80 ->
          new CounterModeCipher(
              key, sessionSalt, derivation.derive(authentication, HmacSha1.LENGTH), scratch);
    };
  }
}
