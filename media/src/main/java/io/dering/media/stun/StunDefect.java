package io.dering.media.stun;

/// Why bytes are not a STUN message that we read.
public enum StunDefect {
  /// No defect: the message can be read.
  NONE,
  /// Shorter than the 20-byte header.
  TOO_SHORT,
  /// The two leading bits are set, or the magic cookie is missing.
  NOT_STUN,
  /// The length field is not a multiple of four or disagrees with the datagram.
  BAD_LENGTH,
  /// An attribute overruns the message or has a length that its type forbids.
  BAD_ATTRIBUTE,
  /// More than [StunMessage#MAX_ATTRIBUTES].
  TOO_MANY_ATTRIBUTES,
  /// FINGERPRINT is wrong or not the last attribute.
  BAD_FINGERPRINT
}
