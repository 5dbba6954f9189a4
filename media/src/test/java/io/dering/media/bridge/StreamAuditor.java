package io.dering.media.bridge;

import io.dering.media.bridge.BridgedCall.Packet;
import io.dering.media.rtp.SerialNumbers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Judges what Meta's end has heard by rules of its own, knowing only what was done to the call and
/// when, not how the bridge works.
final class StreamAuditor {
  private static final int FRAME_TICKS = 960;
  private static final long MS = 1_000_000;

  /// A stretch of the call during which nothing was done to it.
  ///
  /// @param speaker whose frames may be heard in it; 0 when nobody's may
  record Stretch(long fromNanos, long toNanos, int speaker, boolean gateOpen) {}

  private final long zeroNanos;
  private final List<Stretch> stretches;
  private final long underWayNanos;

  /// @param underWayMs how long a packet may take from the bridge to Meta's end
  StreamAuditor(long zeroNanos, List<Stretch> stretches, long underWayMs) {
    this.zeroNanos = zeroNanos;
    this.stretches = stretches;
    this.underWayNanos = underWayMs * MS;
  }

  /// @param worstHoleMs the largest pause that jitter, loss and hold-off may together make
  void audit(List<Packet> heard, long worstHoleMs) {
    oneStream(heard);
    framesOnlyOfWhomMayBeHeard(heard);
    everyFrameAtMostOnce(heard);
    neverAQuietWire(heard, worstHoleMs);
  }

  private void oneStream(List<Packet> heard) {
    Map<Long, Packet> bySequence = new HashMap<>();
    long highest = heard.getFirst().sequence();
    long lowest = highest;
    for (Packet packet : heard) {
      require(packet.ssrc() == heard.getFirst().ssrc(), "a second SSRC", packet);
      int wire = (int) (highest & 0xFFFF);
      long sequence = highest + SerialNumbers.difference16(packet.sequence(), wire);
      require(bySequence.put(sequence, packet) == null, "a sequence number twice", packet);
      highest = Math.max(highest, sequence);
      lowest = Math.min(lowest, sequence);
    }
    @Nullable Packet previous = null;
    long previousSequence = lowest;
    for (long sequence = lowest; sequence <= highest; sequence++) {
      Packet packet = bySequence.get(sequence);
      if (packet == null) {
        continue;
      }
      if (previous != null) {
        clockGoesOn(previous, packet, (int) (sequence - previousSequence));
      }
      previous = packet;
      previousSequence = sequence;
    }
  }

  /// Between two sequence numbers the timestamp grows by a frame each at least, and by no more than
  /// the time that passed, rounded up, with a second's room for what late packets had piled up.
  private void clockGoesOn(Packet previous, Packet packet, int steps) {
    int ticks = packet.timestamp() - previous.timestamp();
    boolean sameEvent = packet.payloadType() == 126 && ticks == 0;
    require(sameEvent || ticks >= steps * FRAME_TICKS, "timestamp goes back or stands", packet);
    long passedMs = Math.abs(packet.atNanos() - previous.atNanos()) / MS;
    require(ticks <= (passedMs + 1_000) * 48, "timestamp leaps", packet);
  }

  private void framesOnlyOfWhomMayBeHeard(List<Packet> heard) {
    for (Packet packet : heard) {
      int speaker = Speaker.speakerOf(packet.payload());
      require(holdsAt(packet.atNanos(), Stretch::gateOpen), "a packet before the gate", packet);
      require(
          speaker == 0 || holdsAt(packet.atNanos(), stretch -> stretch.speaker() == speaker),
          "a voice that may not be heard",
          packet);
    }
  }

  /// Whether it held at some time while a packet that arrived now was under way.
  private boolean holdsAt(long arrivedNanos, Predicate<Stretch> what) {
    return stretches.stream()
        .filter(stretch -> stretch.toNanos() - (arrivedNanos - underWayNanos) >= 0)
        .filter(stretch -> arrivedNanos - stretch.fromNanos() >= 0)
        .anyMatch(what);
  }

  private void everyFrameAtMostOnce(List<Packet> heard) {
    Map<Long, Packet> seen = new HashMap<>();
    for (Packet packet : heard) {
      int speaker = Speaker.speakerOf(packet.payload());
      if (speaker != 0) {
        long name = (long) speaker << 32 | Speaker.numberOf(packet.payload());
        require(seen.put(name, packet) == null, "a frame twice", packet);
      }
    }
  }

  private void neverAQuietWire(List<Packet> heard, long worstHoleMs) {
    for (int i = 1; i < heard.size(); i++) {
      long hole = heard.get(i).atNanos() - heard.get(i - 1).atNanos();
      require(hole <= worstHoleMs * MS + 1, "a hole of " + hole / MS + " ms", heard.get(i));
    }
  }

  private void require(boolean holds, String otherwise, Packet packet) {
    if (!holds) {
      throw new AssertionError(
          otherwise
              + " at "
              + (packet.atNanos() - zeroNanos) / 1e6
              + " ms, sequence number "
              + packet.sequence()
              + ", timestamp "
              + packet.timestamp());
    }
  }
}
