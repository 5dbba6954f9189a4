package io.dering.media.srtp;

import io.dering.media.hmac.HmacSha1;

/// Working memory of SRTP for one packet at a time. It holds nothing between packets, so one
/// thread's senders and receivers all share one: with a thousand calls it then stays in the fastest
/// cache, and a call is some kilobytes smaller.
///
/// One owner, one thread: whoever shares one between threads mixes their packets up.
public final class SrtpScratch {
  final AesBlocks aes = new AesBlocks();
  final HmacSha1 hmac = new HmacSha1();

  /// What the hash key of the packet in hand is split into.
  final long[] ghashFactors = new long[Ghash.ALL_FACTORS];

  /// A scratch of its own for each thread.
  public SrtpScratch() {}
}
