package io.dering.media.srtp;

import io.dering.media.rtp.NetworkOrder;

/// GHASH, the universal hash of Galois/Counter Mode (NIST SP 800-38D §6.4): Horner's rule with the
/// hash key H over GF(2^128), in constant time and without tables.
///
/// Java has no carry-less multiplication, so integer multiplication serves as one. A word is split
/// into four classes of bits, each with three zeros between its bits: in a product of two such
/// words every fourth bit is the parity of a sum that never reaches beyond its three spare bits,
/// except at the top where the carry falls out of the word. Karatsuba's trick needs nine instead of
/// sixteen products of classes, and three instead of four products of 64-bit halves. That gives the
/// low 64 bits of each product; the high 64 bits are the low ones of the bit-reversed operands,
/// reversed.
///
/// GHASH counts bits from the top: the highest bit of `high` is the coefficient of x^0.
///
/// Why not tables, which are up to 1.4 times as fast: their lookups depend on secrets and leave
/// traces in a cache that the gateway may share with strangers. The figures are in
/// docs/decisions/0002.
final class Ghash {
  /// Every fourth bit: a class.
  private static final long CLASS = 0x1111_1111_1111_1111L;

  /// Products of classes in one multiplication.
  private static final int FACTORS = 9;

  // H's factors: low half, high half, their sum; then the same of the reversed halves.
  private static final int LOW = 0;
  private static final int HIGH = FACTORS;
  private static final int SUM = 2 * FACTORS;
  private static final int REVERSED_LOW = 3 * FACTORS;
  private static final int REVERSED_HIGH = 4 * FACTORS;
  private static final int REVERSED_SUM = 5 * FACTORS;

  /// Longs that a hash works with, [SrtpScratch#ghashFactors].
  static final int ALL_FACTORS = 6 * FACTORS;

  private final long keyHigh;
  private final long keyLow;
  private final long[] factors;
  private long high;
  private long low;

  /// `keyHigh`, `keyLow`: H, the encrypted zero block. Its factors are laid down for each hash
  /// anew, in memory that all hashes of a thread share: seven cache lines for each of a thousand
  /// legs cost more than the arithmetic.
  Ghash(long keyHigh, long keyLow, SrtpScratch scratch) {
    this.keyHigh = keyHigh;
    this.keyLow = keyLow;
    factors = scratch.ghashFactors;
  }

  /// Lays down a half's four classes and their sums in the order [#multiply] wants them.
  private void split(long half, int at) {
    long c0 = half & CLASS;
    long c1 = half >>> 1 & CLASS;
    long c2 = half >>> 2 & CLASS;
    long c3 = half >>> 3 & CLASS;
    long[] key = factors;
    key[at] = c0;
    key[at + 1] = c1;
    key[at + 2] = c0 ^ c1;
    key[at + 3] = c2;
    key[at + 4] = c3;
    key[at + 5] = c2 ^ c3;
    key[at + 6] = c0 ^ c2;
    key[at + 7] = c1 ^ c3;
    key[at + 8] = c0 ^ c1 ^ c2 ^ c3;
  }

  /// Begins a new hash; one that another began on the same scratch is lost.
  void reset() {
    high = 0;
    low = 0;
    split(keyLow, LOW);
    split(keyHigh, HIGH);
    split(keyLow ^ keyHigh, SUM);
    split(Long.reverse(keyLow), REVERSED_LOW);
    split(Long.reverse(keyHigh), REVERSED_HIGH);
    split(Long.reverse(keyLow ^ keyHigh), REVERSED_SUM);
  }

  /// The hash's first half; complete after [#lengths].
  long high() {
    return high;
  }

  /// The hash's second half; complete after [#lengths].
  long low() {
    return low;
  }

  /// Adds `len` bytes, padded with zeros to whole blocks.
  void update(byte[] b, int off, int len) {
    int end = off + (len & ~15);
    int at = off;
    for (; at < end; at += 16) {
      add(NetworkOrder.int64(b, at), NetworkOrder.int64(b, at + 8));
    }
    int rest = len & 15;
    if (rest > 8) {
      add(NetworkOrder.int64(b, at), partial(b, at + 8, rest - 8));
    } else if (rest > 0) {
      add(partial(b, at, rest), 0);
    }
  }

  /// Adds `len` bytes, a multiple of four, and the four bytes of `word` as one padded string.
  void update(byte[] b, int off, int len, int word) {
    int whole = len & ~15;
    update(b, off, whole);
    int at = off + whole;
    long last = word & 0xFFFF_FFFFL;
    switch (len & 15) {
      case 0 -> add(last << 32, 0);
      case 4 -> add((long) NetworkOrder.int32(b, at) << 32 | last, 0);
      case 8 -> add(NetworkOrder.int64(b, at), last << 32);
      case 12 -> add(NetworkOrder.int64(b, at), (long) NetworkOrder.int32(b, at + 8) << 32 | last);
      default -> throw new IllegalArgumentException("RTCP comes in words of four bytes");
    }
  }

  /// Adds the closing block: the bit lengths of associated data and text, given in bytes.
  void lengths(int associatedLength, int textLength) {
    add(associatedLength * 8L, textLength * 8L);
  }

  /// The first 1..8 bytes of a word, zeros behind.
  private static long partial(byte[] b, int off, int len) {
    long bits = 0;
    for (int i = 0; i < len; i++) {
      bits = bits << 8 | (b[off + i] & 0xFF);
    }
    return bits << (64 - 8 * len);
  }

  /// hash := (hash ⊕ block) · H.
  private void add(long blockHigh, long blockLow) {
    long[] k = factors;
    long h = high ^ blockHigh;
    long l = low ^ blockLow;
    long lowProduct = multiply(l, k, LOW);
    long highProduct = multiply(h, k, HIGH);
    long middle = multiply(l ^ h, k, SUM) ^ lowProduct ^ highProduct;
    long reversedLow = Long.reverse(l);
    long reversedHigh = Long.reverse(h);
    long lowTop = multiply(reversedLow, k, REVERSED_LOW);
    long highTop = multiply(reversedHigh, k, REVERSED_HIGH);
    long middleTop = multiply(reversedLow ^ reversedHigh, k, REVERSED_SUM) ^ lowTop ^ highTop;
    reduce(
        lowProduct,
        Long.reverse(lowTop) >>> 1 ^ middle,
        highProduct ^ Long.reverse(middleTop) >>> 1,
        Long.reverse(highTop) >>> 1);
  }

  /// The low 64 bits of the carry-less product of `x` and the half whose factors start at `k[at]`.
  private static long multiply(long x, long[] k, int at) {
    long c0 = x & CLASS;
    long c1 = x >>> 1 & CLASS;
    long c2 = x >>> 2 & CLASS;
    long c3 = x >>> 3 & CLASS;
    long p0 = c0 * k[at];
    long p2 = c1 * k[at + 1];
    long p1 = (c0 ^ c1) * k[at + 2] ^ p0 ^ p2;
    long q0 = c2 * k[at + 3];
    long q2 = c3 * k[at + 4];
    long q1 = (c2 ^ c3) * k[at + 5] ^ q0 ^ q2;
    long c02 = c0 ^ c2;
    long c13 = c1 ^ c3;
    long r0 = c02 * k[at + 6];
    long r2 = c13 * k[at + 7];
    long r1 = (c02 ^ c13) * k[at + 8] ^ r0 ^ r2;
    // Class i of the sum is worth 2^i; classes 4 to 6 are classes 0 to 2 one place, four bits, up.
    long s0 = p0 ^ (q0 ^ r2 ^ p2 ^ q2) << 4;
    long s1 = p1 ^ q1 << 4;
    long s2 = p2 ^ r0 ^ p0 ^ q0 ^ q2 << 4;
    long s3 = r1 ^ p1 ^ q1;
    return (s0 & CLASS) | (s1 & CLASS) << 1 | (s2 & CLASS) << 2 | (s3 & CLASS) << 3;
  }

  /// Takes a product of 255 bits, lowest word first, and folds it modulo x^128 + x^7 + x^2 + x + 1.
  /// In reflected order the product lies one bit too low, and folding goes from the low words up.
  private void reduce(long v0, long v1, long v2, long v3) {
    long w3 = v3 << 1 | v2 >>> 63;
    long w2 = v2 << 1 | v1 >>> 63;
    long w1 = v1 << 1 | v0 >>> 63;
    long w0 = v0 << 1;
    w1 ^= w0 << 63 ^ w0 << 62 ^ w0 << 57;
    low = w2 ^ w0 ^ w0 >>> 1 ^ w0 >>> 2 ^ w0 >>> 7 ^ w1 << 63 ^ w1 << 62 ^ w1 << 57;
    high = w3 ^ w1 ^ w1 >>> 1 ^ w1 >>> 2 ^ w1 >>> 7;
  }
}
