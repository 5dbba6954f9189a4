package io.dering.media.srtp;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Working memory of SRTP for one packet at a time. It holds nothing between packets, so one
/// thread's senders and receivers all share one: with a thousand calls it then stays in the fastest
/// cache, and a call is some kilobytes smaller.
///
/// One owner, one thread: whoever shares one between threads mixes their packets up.
public final class SrtpScratch {
  /// Counter blocks going into AES.
  final byte[] counters = new byte[AesBlocks.CAPACITY * AesBlocks.BLOCK_LENGTH];

  /// Encrypted counter blocks.
  final byte[] keyStream = new byte[AesBlocks.CAPACITY * AesBlocks.BLOCK_LENGTH];

  /// The word authenticated behind a packet.
  final byte[] trailer = new byte[4];

  /// Inner hash, then the result.
  final byte[] hash = new byte[HmacSha1.LENGTH];

  /// What the hash key of the packet in hand is split into.
  final long[] ghashFactors = new long[Ghash.ALL_FACTORS];

  /// Reset after every use.
  final MessageDigest sha1;

  /// A scratch of its own for each thread.
  public SrtpScratch() {
    try {
      sha1 = MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
