package io.dering.media.ice;

/// The special-purpose registries (RFC 6890) as far as a media gateway must refuse them.
final class PublicAddresses {
  private PublicAddresses() {}

  /// Judges the four bytes at `b[at]`.
  static boolean isPublicIpv4(byte[] b, int at) {
    int first = b[at] & 0xFF;
    int second = b[at + 1] & 0xFF;
    int third = b[at + 2] & 0xFF;
    return switch (first) {
      case 0, 10, 127 -> false;
      case 100 -> second < 64 || second > 127;
      case 169 -> second != 254;
      case 172 -> second < 16 || second > 31;
      case 192 -> second != 168 && !(second == 0 && third == 0);
      case 198 -> second != 18 && second != 19;
      default -> first < 224;
    };
  }

  /// Judges the sixteen bytes of `b`.
  static boolean isPublicIpv6(byte[] b) {
    int first = (b[0] & 0xFF) << 8 | (b[1] & 0xFF);
    int second = (b[2] & 0xFF) << 8 | (b[3] & 0xFF);
    if (first == 0x0064 && second == 0xFF9B) {
      return isZero(b, 4, 12) && isPublicIpv4(b, 12);
    }
    if (first == 0x2002) {
      return isPublicIpv4(b, 2);
    }
    if (first == 0x2001 && second == 0) {
      return false;
    }
    // Global unicast is 2000::/3; all else is special or unassigned.
    return (first & 0xE000) == 0x2000;
  }

  private static boolean isZero(byte[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      if (b[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
