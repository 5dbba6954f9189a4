package io.dering.transport.udp;

import java.util.SplittableRandom;

/// Datagrams of random bytes and of any length that fits, whose first byte says in turn STUN, DTLS,
/// RTP and nothing known (RFC 7983): what anybody can send without knowing anything.
final class Garbage {
  private static final int[] FIRST_BYTES = {0, 1, 20, 22, 63, 128, 144, 191, 255};
  private static final int MAX_LENGTH = 1_400;

  private final SplittableRandom random;
  private int made;

  Garbage(long seed) {
    random = new SplittableRandom(seed);
  }

  byte[] next() {
    byte[] datagram = new byte[1 + random.nextInt(MAX_LENGTH)];
    random.nextBytes(datagram);
    datagram[0] = (byte) FIRST_BYTES[made++ % FIRST_BYTES.length];
    return datagram;
  }
}
