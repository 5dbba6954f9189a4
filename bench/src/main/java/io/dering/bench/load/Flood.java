package io.dering.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/// Datagrams that mean nothing, at a rate, from a socket of their own to one port: random bytes of
/// random length whose first byte says in turn STUN, DTLS, RTP, RTCP and nothing known (RFC 7983),
/// so that each reader has to look.
final class Flood {
  private static final int KINDS = 1_024;
  private static final int MAX_LENGTH = 300;
  private static final long PAUSE_NANOS = 500_000;
  private static final int[] FIRST_BYTES = {0x00, 0x16, 0x80, 0x80, 0xFF};
  private static final int RTCP_KIND = 3;
  private static final byte SENDER_REPORT = (byte) 200;

  /// @param sent that the system took
  record Came(long sent, double seconds) {
    double perSecond() {
      return sent / seconds;
    }
  }

  private Flood() {}

  /// Sends on this thread.
  ///
  /// @param perSecond by schedule: what was held up is sent at once when it can be
  static Came send(int port, int perSecond, Duration length) throws IOException {
    ByteBuffer[] garbage = garbage(new SplittableRandom(perSecond));
    try (DatagramChannel channel = DatagramChannel.open()) {
      channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      long start = System.nanoTime();
      long sent = 0;
      long passed = 0;
      while (passed < length.toNanos()) {
        long due = (long) (passed / 1e9 * perSecond);
        for (; sent < due; sent++) {
          ByteBuffer one = garbage[(int) (sent % KINDS)];
          channel.write(one.rewind());
        }
        LockSupport.parkNanos(PAUSE_NANOS);
        passed = System.nanoTime() - start;
      }
      return new Came(sent, passed / 1e9);
    }
  }

  private static ByteBuffer[] garbage(SplittableRandom random) {
    ByteBuffer[] all = new ByteBuffer[KINDS];
    for (int i = 0; i < KINDS; i++) {
      byte[] bytes = new byte[1 + random.nextInt(MAX_LENGTH)];
      random.nextBytes(bytes);
      int kind = i % FIRST_BYTES.length;
      bytes[0] = (byte) FIRST_BYTES[kind];
      if (kind == RTCP_KIND && bytes.length > 1) {
        bytes[1] = SENDER_REPORT;
      }
      all[i] = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }
    return all;
  }
}
