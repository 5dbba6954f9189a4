package io.dering.sandbox.phone;

import io.dering.media.rtp.RtpHeader;
import io.dering.media.rtp.SerialNumbers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Counts and keeps what is heard. Written on the media loop, read by anybody.
final class Ear {
  private static final int FRAME_MS = 20;

  /// A business that changes SSRC with every packet cannot fill our memory.
  private static final int MAX_SSRCS = 16;

  private final int maxKept;
  private final List<HeardPacket> kept = new ArrayList<>();
  private final Set<Long> ssrcs = new LinkedHashSet<>();
  private long packets;
  private long beforeAccept;
  private long acceptedNanos;
  private long firstNanos;
  private long lastNanos;
  private long largestGapNanos;
  private long firstSequence;
  private long highestSequence;
  private int firstTimestamp;

  /// @param keeps how much of what is heard, from its beginning
  Ear(Duration keeps) {
    this.maxKept = (int) (keeps.toMillis() / FRAME_MS);
  }

  synchronized void accepted(long nanos) {
    acceptedNanos = nanos;
  }

  synchronized void heard(byte[] b, int offset, int length, long nowNanos, boolean early) {
    int header = RtpHeader.length(b, offset, length);
    if (header < 0) {
      return;
    }
    if (ssrcs.size() < MAX_SSRCS) {
      ssrcs.add(RtpHeader.ssrc(b, offset) & 0xFFFF_FFFFL);
    }
    if (early) {
      beforeAccept++;
      return;
    }
    long sequence = sequence(RtpHeader.sequenceNumber(b, offset));
    if (packets == 0) {
      firstNanos = nowNanos;
      firstSequence = sequence;
      firstTimestamp = RtpHeader.timestamp(b, offset);
    } else {
      largestGapNanos = Math.max(largestGapNanos, nowNanos - lastNanos);
    }
    packets++;
    lastNanos = nowNanos;
    if (kept.size() < maxKept) {
      int ticks = RtpHeader.timestamp(b, offset) - firstTimestamp;
      byte[] payload = Arrays.copyOfRange(b, offset + header, offset + length);
      kept.add(new HeardPacket(nowNanos, sequence, ticks, payload));
    }
  }

  synchronized Heard snapshot() {
    long expected = packets == 0 ? 0 : highestSequence - firstSequence + 1;
    return new Heard(
        packets,
        Math.max(0, expected - packets),
        beforeAccept,
        packets == 0 ? -1 : firstNanos - acceptedNanos,
        largestGapNanos,
        Set.copyOf(ssrcs),
        List.copyOf(kept));
  }

  /// Counts on beyond 16 bit.
  private long sequence(int wire) {
    if (packets == 0) {
      highestSequence = wire;
      return wire;
    }
    long extended =
        highestSequence + SerialNumbers.difference16(wire, (int) (highestSequence & 0xFFFF));
    highestSequence = Math.max(highestSequence, extended);
    return extended;
  }
}
