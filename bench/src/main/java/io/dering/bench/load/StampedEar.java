package io.dering.bench.load;

import io.dering.media.rtp.RtpHeader;
import io.dering.media.rtp.SerialNumbers;
import org.HdrHistogram.Histogram;

/// Counts what one leg hears and how old it is. Written on the media loop, read by anybody.
public final class StampedEar {
  private final Histogram delayNanos;
  private long lastSequence;
  private volatile long numbered;
  private volatile long sequenceGaps;
  private volatile long firstNanos;
  private volatile long firstVoiceNanos;

  /// @param delayNanos shared by all ears of a direction, and safe for that
  public StampedEar(Histogram delayNanos) {
    this.delayNanos = delayNanos;
  }

  /// Frames with a number so far.
  public long numbered() {
    return numbered;
  }

  /// Sequence numbers that never came, over the whole call. RTP of a call is in order on loopback.
  public long sequenceGaps() {
    return sequenceGaps;
  }

  /// When the first packet of any kind came; 0 while there is none.
  long firstNanos() {
    return firstNanos;
  }

  /// When the other end's voice was first heard; 0 while it was not.
  long firstVoiceNanos() {
    return firstVoiceNanos;
  }

  /// @param nowNanos when it came, of the clock of [System#nanoTime]
  public void heard(byte[] b, int offset, int length, long nowNanos) {
    int header = RtpHeader.length(b, offset, length);
    if (header < 0) {
      return;
    }
    follow(RtpHeader.sequenceNumber(b, offset), nowNanos);
    int payload = offset + header;
    if (!StampedFrame.is(b, payload, length - header)) {
      return;
    }
    if (firstVoiceNanos == 0) {
      firstVoiceNanos = nowNanos;
    }
    if (StampedFrame.number(b, payload) > 0) {
      // One writer: the loop.
      long next = numbered + 1;
      numbered = next;
      delayNanos.recordValue(Math.max(0, nowNanos - StampedFrame.nanos(b, payload)));
    }
  }

  private void follow(int sequence, long now) {
    if (firstNanos == 0) {
      firstNanos = now;
    } else {
      int ahead = SerialNumbers.difference16(sequence, (int) (lastSequence & 0xFFFF));
      long gaps = sequenceGaps + ahead - 1;
      sequenceGaps = gaps;
    }
    lastSequence = sequence;
  }
}
