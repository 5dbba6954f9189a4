package io.dering.media.stun;

/// Message types of the Binding method (RFC 8489 §5); every other method is [#OTHER].
public enum StunType {
  BINDING_REQUEST(0x0001),
  BINDING_INDICATION(0x0011),
  BINDING_SUCCESS(0x0101),
  BINDING_ERROR(0x0111),
  /// Any other method; never written.
  OTHER(0x3FFF);

  private final int code;

  StunType(int code) {
    this.code = code;
  }

  /// The 14 bits on the wire.
  public int code() {
    return code;
  }

  static StunType ofCode(int code) {
    return switch (code) {
      case 0x0001 -> BINDING_REQUEST;
      case 0x0011 -> BINDING_INDICATION;
      case 0x0101 -> BINDING_SUCCESS;
      case 0x0111 -> BINDING_ERROR;
      default -> OTHER;
    };
  }
}
