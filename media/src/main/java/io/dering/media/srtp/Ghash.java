package io.dering.media.srtp;

import io.dering.media.rtp.NetworkOrder;

/// GHASH, the universal hash of Galois/Counter Mode (NIST SP 800-38D §6.4), over GF(2^128).
///
/// Bits are reflected: the top bit of `high` is the coefficient of x^0, so multiplying by x shifts
/// right.
///
/// A hash of n blocks is X1·H^n ⊕ X2·H^(n-1) ⊕ … ⊕ Xn·H. Up to [#POWERS] blocks are summed before
/// one reduction. Each power of H has a table of its sixteen multiples by a four-bit polynomial,
/// and a product is built comb-wise: the nibbles at the same place of all words are looked up and
/// added, then the sum of 256 bits moves on by four. So the shifts are shared by all blocks of a
/// batch, the lookups do not depend on each other, and a key costs 256 bytes for each power.
///
/// Table lookups are not constant in time for a program on the same core that watches the cache;
/// the decision record weighs that.
final class Ghash {
  /// Blocks summed before one reduction, and powers of H with a table.
  private static final int POWERS = 4;

  /// Longs per table: sixteen pairs.
  private static final int TABLE = 32;

  /// x^128 = 1 + x + x^2 + x^7, reflected.
  private static final long POLYNOMIAL = 0xE1L << 56;

  /// The table of H^(i+1) starts at `i * TABLE`.
  private final long[] tables = new long[POWERS * TABLE];

  private final long[] pending = new long[2 * POWERS];
  private int pendingBlocks;
  private boolean started;
  private long high;
  private long low;

  /// `keyHigh`, `keyLow`: H, the encrypted zero block.
  Ghash(long keyHigh, long keyLow) {
    long powerHigh = keyHigh;
    long powerLow = keyLow;
    for (int power = 0; power < POWERS; power++) {
      if (power > 0) {
        // H^(power+1) is H^power as a block, hashed under H.
        pending[0] = powerHigh;
        pending[1] = powerLow;
        multiply(1);
        powerHigh = high;
        powerLow = low;
      }
      fillTable(power * TABLE, powerHigh, powerLow);
    }
    high = 0;
    low = 0;
  }

  private void fillTable(int base, long keyHigh, long keyLow) {
    long h = keyHigh;
    long l = keyLow;
    for (int bit = 8; bit > 0; bit >>= 1) {
      tables[base + 2 * bit] = h;
      tables[base + 2 * bit + 1] = l;
      long carry = l & 1;
      l = l >>> 1 | h << 63;
      h = h >>> 1 ^ (POLYNOMIAL & -carry);
    }
    for (int bit = 2; bit < 16; bit <<= 1) {
      for (int rest = 1; rest < bit; rest++) {
        int sum = base + 2 * (bit + rest);
        tables[sum] = tables[base + 2 * bit] ^ tables[base + 2 * rest];
        tables[sum + 1] = tables[base + 2 * bit + 1] ^ tables[base + 2 * rest + 1];
      }
    }
  }

  /// The hash's first half; valid from [#lengths] until the next update.
  long high() {
    return high;
  }

  /// The hash's second half.
  long low() {
    return low;
  }

  /// Adds `len` bytes, padded with zeros to whole blocks.
  void update(byte[] b, int off, int len) {
    int end = off + (len & ~15);
    int i = off;
    for (; i < end; i += 16) {
      add(NetworkOrder.int64(b, i), NetworkOrder.int64(b, i + 8));
    }
    int rest = len & 15;
    if (rest > 8) {
      add(NetworkOrder.int64(b, i), partial(b, i + 8, rest - 8));
    } else if (rest > 0) {
      add(partial(b, i, rest), 0);
    }
  }

  /// Adds `len` bytes (a multiple of four) and the four bytes of `word` as one padded string.
  void update(byte[] b, int off, int len, int word) {
    int whole = len & ~15;
    update(b, off, whole);
    int i = off + whole;
    long last = word & 0xFFFF_FFFFL;
    switch (len & 15) {
      case 0 -> add(last << 32, 0);
      case 4 -> add((long) NetworkOrder.int32(b, i) << 32 | last, 0);
      case 8 -> add(NetworkOrder.int64(b, i), last << 32);
      case 12 -> add(NetworkOrder.int64(b, i), (long) NetworkOrder.int32(b, i + 8) << 32 | last);
      default -> throw new IllegalArgumentException("RTCP comes in words of four bytes");
    }
  }

  /// Adds the closing block, the bit lengths of both parts, and completes the hash.
  void lengths(int associatedLength, int textLength) {
    add(associatedLength * 8L, textLength * 8L);
    flush();
    started = false;
  }

  private static long partial(byte[] b, int off, int len) {
    long bits = 0;
    for (int i = 0; i < len; i++) {
      bits = bits << 8 | (b[off + i] & 0xFF);
    }
    return bits << (64 - 8 * len);
  }

  private void add(long blockHigh, long blockLow) {
    int at = 2 * pendingBlocks;
    pending[at] = blockHigh;
    pending[at + 1] = blockLow;
    if (++pendingBlocks == POWERS) {
      flush();
    }
  }

  private void flush() {
    int blocks = pendingBlocks;
    if (blocks == 0) {
      return;
    }
    if (started) {
      pending[0] ^= high;
      pending[1] ^= low;
    }
    started = true;
    pendingBlocks = 0;
    multiply(blocks);
  }

  /// `high`, `low` := Σ pending block i · H^(blocks - i), comb-wise.
  private void multiply(int blocks) {
    long c0 = 0;
    long c1 = 0;
    long c2 = 0;
    long c3 = 0;
    long[] t = tables;
    long[] x = pending;
    for (int shift = 0; shift < 64; shift += 4) {
      c3 = c3 >>> 4 | c2 << 60;
      c2 = c2 >>> 4 | c1 << 60;
      c1 = c1 >>> 4 | c0 << 60;
      c0 = c0 >>> 4;
      int base = (blocks - 1) * TABLE;
      for (int i = 0; i < blocks; i++) {
        int h = base + (((int) (x[2 * i] >>> shift) & 15) << 1);
        int l = base + (((int) (x[2 * i + 1] >>> shift) & 15) << 1);
        c0 ^= t[h];
        c1 ^= t[h + 1] ^ t[l];
        c2 ^= t[l + 1];
        base -= TABLE;
      }
    }
    reduce(c0, c1, c2, c3);
  }

  /// Folds x^128…x^255 back onto x^0…x^127.
  private void reduce(long c0, long c1, long c2, long c3) {
    long upper = c2 ^ c3 << 63 ^ c3 << 62 ^ c3 << 57;
    low = (c1 ^ c3 ^ c3 >>> 1 ^ c3 >>> 2 ^ c3 >>> 7) ^ upper << 63 ^ upper << 62 ^ upper << 57;
    high = c0 ^ upper ^ upper >>> 1 ^ upper >>> 2 ^ upper >>> 7;
  }
}
