package io.dering.bench.load;

import io.dering.bench.lean.Blast;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;

/// Datagrams that mean nothing, to one port.
///
/// @param kind what they are
/// @param perSecond by schedule: what was held up is sent at once when it can be; [#ALL] for what
///   the generator's core can make beside the calls
record Flood(FloodKind kind, int perSecond) {
  static final int ALL = Integer.MAX_VALUE;

  private static final long PAUSE_NANOS = 500_000;

  /// @param sent that the system took
  record Came(long sent, double seconds) {
    double perSecond() {
      return sent / seconds;
    }
  }

  /// Sends from a thread of its own, which gives way to all others; returns when it is over.
  ///
  /// @param legs that talk
  Came send(int port, Duration length, List<LegSeen> legs) throws IOException {
    CompletableFuture<Came> came = new CompletableFuture<>();
    Thread.ofPlatform()
        .name("flood")
        .daemon()
        .start(() -> {
          try {
            came.complete(
                sendHere(
                    new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), length, legs));
          } catch (IOException | RuntimeException e) {
            came.completeExceptionally(e);
          }
        });
    try {
      return came.join();
    } catch (CompletionException e) {
      throw new IOException("the flood cannot be sent: " + e.getCause(), e);
    }
  }

  private Came sendHere(InetSocketAddress to, Duration length, List<LegSeen> legs)
      throws IOException {
    Blast.giveWay();
    try (Blast blast = kind.blast(new SplittableRandom(perSecond), to, legs)) {
      long start = System.nanoTime();
      long sent = 0;
      long passed = 0;
      while (passed < length.toNanos()) {
        long due = perSecond == ALL ? Long.MAX_VALUE : (long) (passed / 1e9 * perSecond);
        if (sent < due) {
          sent += blast.send();
        } else {
          LockSupport.parkNanos(PAUSE_NANOS);
        }
        passed = System.nanoTime() - start;
      }
      return new Came(sent, passed / 1e9);
    }
  }
}
