package io.dering.media.srtp;

import io.dering.media.rtp.NetworkOrder;
import java.util.Arrays;

/// A session salt as the two halves of a counter block: left-aligned, zeros behind.
final class Salt {
  private Salt() {}

  static long high(byte[] salt) {
    return NetworkOrder.int64(salt, 0);
  }

  static long low(byte[] salt) {
    return NetworkOrder.int64(Arrays.copyOf(salt, AesBlocks.BLOCK_LENGTH), 8);
  }
}
