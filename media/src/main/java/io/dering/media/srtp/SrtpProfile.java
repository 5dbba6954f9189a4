package io.dering.media.srtp;

import java.util.Optional;

/// The SRTP protection profiles we offer in DTLS `use_srtp`. Both are sound;
/// AES_CM_128_HMAC_SHA1_80 costs less CPU here (docs/decisions/0002). Lengths are in bytes.
public enum SrtpProfile {
  /// AES-128 in Galois/Counter Mode, RFC 7714.
  AEAD_AES_128_GCM(0x0007, 12, 16, 16),
  /// AES-128 counter mode with an 80-bit HMAC-SHA1 tag, RFC 3711; every WebRTC peer has it.
  AES_CM_128_HMAC_SHA1_80(0x0001, 14, 10, 10);

  private final int id;
  private final int saltLength;
  private final int rtpTagLength;
  private final int rtcpTagLength;

  SrtpProfile(int id, int saltLength, int rtpTagLength, int rtcpTagLength) {
    this.id = id;
    this.saltLength = saltLength;
    this.rtpTagLength = rtpTagLength;
    this.rtcpTagLength = rtcpTagLength;
  }

  /// The profile's number in the `use_srtp` extension, RFC 5764 §4.1.2 and RFC 7714 §14.2.
  public int id() {
    return id;
  }

  /// Length of the master key.
  public int keyLength() {
    return 16;
  }

  /// Length of the master salt.
  public int saltLength() {
    return saltLength;
  }

  /// Length of the authentication tag of an RTP packet.
  public int rtpTagLength() {
    return rtpTagLength;
  }

  /// Length of the authentication tag of an RTCP packet.
  public int rtcpTagLength() {
    return rtcpTagLength;
  }

  /// How many bytes the DTLS exporter has to give: two keys and two salts.
  public int keyingMaterialLength() {
    return 2 * (keyLength() + saltLength);
  }

  /// The profile with that `use_srtp` number; empty when we do not speak it.
  public static Optional<SrtpProfile> ofId(int id) {
    for (SrtpProfile profile : values()) {
      if (profile.id == id) {
        return Optional.of(profile);
      }
    }
    return Optional.empty();
  }
}
