package io.dering.media.stun;

/// Attribute types (RFC 8489 §18.3, RFC 8445 §20.2) and layout constants.
final class StunAttribute {
  static final int MAPPED_ADDRESS = 0x0001;
  static final int USERNAME = 0x0006;
  static final int MESSAGE_INTEGRITY = 0x0008;
  static final int ERROR_CODE = 0x0009;
  static final int UNKNOWN_ATTRIBUTES = 0x000A;
  static final int REALM = 0x0014;
  static final int NONCE = 0x0015;
  static final int MESSAGE_INTEGRITY_SHA256 = 0x001C;
  static final int PASSWORD_ALGORITHM = 0x001D;
  static final int USERHASH = 0x001E;
  static final int XOR_MAPPED_ADDRESS = 0x0020;
  static final int PRIORITY = 0x0024;
  static final int USE_CANDIDATE = 0x0025;
  static final int FINGERPRINT = 0x8028;
  static final int ICE_CONTROLLED = 0x8029;
  static final int ICE_CONTROLLING = 0x802A;

  static final int MAGIC_COOKIE = 0x2112A442;
  static final int HEADER_LENGTH = 20;
  static final int ATTRIBUTE_HEADER_LENGTH = 4;
  static final int INTEGRITY_LENGTH = 20;
  static final int FINGERPRINT_LENGTH = 4;
  static final int FINGERPRINT_XOR = 0x5354554E;
  static final int FAMILY_IPV4 = 0x01;
  static final int FAMILY_IPV6 = 0x02;

  private StunAttribute() {}

  /// Whether a receiver may skip the type when it does not know it (RFC 8489 §14).
  static boolean optional(int type) {
    return type >= 0x8000;
  }

  /// The value length rounded up to the four-byte boundary.
  static int padded(int length) {
    return (length + 3) & ~3;
  }
}
