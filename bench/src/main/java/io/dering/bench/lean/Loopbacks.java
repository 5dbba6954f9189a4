package io.dering.bench.lean;

/// Addresses of the loopback network, one for each far end, by number from 0.
final class Loopbacks {
  /// More would leave 127.0.0.0/8.
  static final int MAX = 1 << 20;

  /// 127.16.0.1: away from 127.0.0.1 and from Debian's 127.0.1.1.
  private static final int FIRST = 127 << 24 | 16 << 16 | 1;

  private Loopbacks() {}

  static int address(int index) {
    if (index < 0 || index >= MAX) {
      throw new IllegalArgumentException("far end " + index + " has no address");
    }
    return FIRST + index;
  }

  /// Whose address that is; anything from 0 to [#MAX], or negative, when it is nobody's.
  static int index(int address) {
    int index = address - FIRST;
    return index < MAX ? index : -1;
  }
}
