package io.dering.media.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Seeded damage to a corpus: bits, bytes, numbers at their limits, cuts, copies, splices.
final class Mutator {
  static final int MAX_LENGTH = 4096;

  private static final int[] LIMITS = {0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, -1, 1 << 31};

  private final List<byte[]> corpus;
  private final SplittableRandom random;

  Mutator(List<byte[]> corpus, long seed) {
    this.corpus = corpus;
    this.random = new SplittableRandom(seed);
  }

  byte[] next() {
    byte[] b = pick();
    for (int changes = 1 << random.nextInt(4); changes > 0; changes--) {
      b = changed(b);
    }
    return b;
  }

  private byte[] pick() {
    return corpus.get(random.nextInt(corpus.size())).clone();
  }

  private byte[] changed(byte[] b) {
    if (b.length == 0) {
      return pick();
    }
    int at = random.nextInt(b.length);
    switch (random.nextInt(8)) {
      case 0 -> b[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> b[at] = (byte) random.nextInt();
      case 2 -> number(b, at, LIMITS[random.nextInt(LIMITS.length)]);
      case 3 -> number(b, at, random.nextInt(2 * b.length));
      case 4 -> {
        return spliced(b, at, Math.min(b.length, at + 1 + random.nextInt(8)), new byte[0]);
      }
      case 5 -> {
        byte[] other = pick();
        int from = random.nextInt(other.length + 1);
        return spliced(b, at, b.length, Arrays.copyOfRange(other, from, other.length));
      }
      case 6 -> {
        int end = Math.min(b.length, at + 1 + random.nextInt(32));
        return spliced(b, end, end, Arrays.copyOfRange(b, at, end));
      }
      default -> {
        return spliced(b, at, at, new byte[] {(byte) random.nextInt()});
      }
    }
    return b;
  }

  /// One, two or four bytes of it, in network order.
  private void number(byte[] b, int at, int value) {
    int bytes = Math.min(1 << random.nextInt(3), b.length - at);
    for (int i = 0; i < bytes; i++) {
      b[at + i] = (byte) (value >>> (8 * (bytes - 1 - i)));
    }
  }

  /// `b` with `part` in the place of `b[from..to)`.
  private static byte[] spliced(byte[] b, int from, int to, byte[] part) {
    int length = Math.min(MAX_LENGTH, from + part.length + b.length - to);
    byte[] made = Arrays.copyOf(b, length);
    int room = Math.max(0, Math.min(part.length, length - from));
    System.arraycopy(part, 0, made, from, room);
    int rest = Math.max(0, Math.min(b.length - to, length - from - room));
    System.arraycopy(b, to, made, from + room, rest);
    return made;
  }
}
