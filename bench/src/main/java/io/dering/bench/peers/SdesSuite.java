package io.dering.bench.peers;

/// Crypto suites of RFC 4568 §6.2, by their names in SDP. They differ in how much of the tag is
/// sent.
enum SdesSuite {
  AES_CM_128_HMAC_SHA1_80(10),
  AES_CM_128_HMAC_SHA1_32(4);

  /// Master key and salt.
  static final int KEY_LENGTH = 16;

  static final int SALT_LENGTH = 14;

  private final int tagLength;

  SdesSuite(int tagLength) {
    this.tagLength = tagLength;
  }

  int tagLength() {
    return tagLength;
  }
}
