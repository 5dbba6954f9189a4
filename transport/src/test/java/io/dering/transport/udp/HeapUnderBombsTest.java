package io.dering.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.leg.DtlsManner;
import io.dering.transport.dtls.HostileRecords;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Reassembly bombs over real UDP (CVE-2026-59646): what a stranger states is not allocated. That
/// one such datagram holds a hundred mebibytes in a bare Bouncy Castle shows `HostilePeerTest`.
final class HeapUnderBombsTest {
  /// From each source; `-Ddering.bombs=1000000` for the whole measure.
  private static final int BOMBS = Integer.getInteger("dering.bombs", 100_000);

  private static final int HANDSHAKES = 10;
  private static final int BURST = 40;
  private static final long MAX_GROWTH_BYTES = 4 << 20;

  private final SplittableRandom random = new SplittableRandom(7);
  private final Peers peers = Peers.withoutHandshakes();

  @AfterEach
  void close() {
    peers.close();
  }

  @Test
  void bombsFromAStrangerLeaveTheHeapAlone() {
    try (Attacker stranger = new Attacker(peers.gateway.port())) {
      throwBombs(BOMBS / 100, stranger::send);
      final long before = liveHeapBytes();
      throwBombs(BOMBS, stranger::send);
      assertThat(liveHeapBytes() - before).isLessThan(MAX_GROWTH_BYTES);
    }
    assertThat(peers.totals().strangers()).isGreaterThan(BOMBS / 2);
  }

  /// In the midst of its handshake, with the gateway as the client and as the server.
  @ParameterizedTest
  @EnumSource(names = {"USUAL", "SERVER"})
  void bombsFromAValidatedAddressLeaveTheHeapAlone(DtlsManner manner) {
    throwIntoHandshake(manner, BOMBS / 100);
    final long before = liveHeapBytes();
    for (int handshake = 0; handshake < HANDSHAKES; handshake++) {
      throwIntoHandshake(manner, BOMBS / HANDSHAKES);
    }
    assertThat(liveHeapBytes() - before).isLessThan(MAX_GROWTH_BYTES);
    assertThat(peers.totals().defects()).isZero();
  }

  private void throwIntoHandshake(DtlsManner manner, int bombs) {
    int begun = peers.handshakes.get();
    try (Relay relay = new Relay()) {
      Peers.Leg leg = peers.through(relay, LegSide.AGENT, manner, _ -> {});
      Peers.until(
          "a handshake has begun",
          () -> {
            // A server begins with what comes once the path is validated.
            throwBombs(1, relay::intoGateway);
            return peers.handshakes.get() > begun;
          });
      throwBombs(bombs, relay::intoGateway);
      leg.here().close();
      Peers.await(leg.hereEar().closed());
    }
  }

  /// In bursts, so that each of them is read.
  private void throwBombs(int count, Consumer<byte[]> at) {
    for (int i = 0; i < count; i++) {
      at.accept(HostileRecords.bomb(1 + i % 16, random.nextInt(1 << 24)));
      if (i % BURST == 0) {
        peers.totals();
      }
    }
    peers.totals();
  }

  private static long liveHeapBytes() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
