package io.dering.bench.load;

import io.dering.media.rtp.RtpHeader;
import io.dering.media.rtp.SerialNumbers;
import java.util.concurrent.CompletableFuture;

/// Counts what one leg hears and how old it is. Written on the media loop, read by anybody.
public final class StampedEar {
  private final DelayBook book;
  private final CompletableFuture<Long> firstVoice = new CompletableFuture<>();
  private long lastSequence;
  private long voice;
  private long lastNumber;
  private volatile CompletableFuture<Long> otherVoice = new CompletableFuture<>();
  private volatile long numbered;
  private volatile long sequenceGaps;
  private volatile long firstNanos;
  private volatile long firstVoiceNanos;

  /// @param book shared by all ears of a direction
  public StampedEar(DelayBook book) {
    this.book = book;
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

  /// Completes with that moment, on the media loop.
  CompletableFuture<Long> firstVoice() {
    return firstVoice;
  }

  /// Completes with the moment when another voice is heard than the one that spoke so far, or one
  /// at last, on the media loop.
  CompletableFuture<Long> expectOtherVoice() {
    CompletableFuture<Long> expected = new CompletableFuture<>();
    otherVoice = expected;
    return expected;
  }

  /// @param nowNanos when it came, of the clock of [System#nanoTime]
  public void heard(byte[] b, int offset, int length, long nowNanos) {
    int header = RtpHeader.length(b, offset, length);
    if (header < 0) {
      return;
    }
    follow(RtpHeader.sequenceNumber(b, offset), nowNanos);
    int payload = offset + header;
    if (StampedFrame.is(b, payload, length - header)) {
      heard(StampedFrame.read(b, payload), nowNanos);
    }
  }

  private void heard(StampedFrame frame, long now) {
    if (frame.voice() != voice) {
      changed(frame.voice(), now);
    }
    if (frame.number() == 0) {
      return;
    }
    // One writer: the loop.
    long next = numbered + 1;
    numbered = next;
    book.heard(frame.dueNanos(), Math.max(0, now - frame.dueNanos()));
    if (frame.number() <= lastNumber) {
      // Overtaken, and counted as missing when it was.
      book.missing(frame.dueNanos(), -1);
      return;
    }
    if (lastNumber > 0) {
      for (long number = lastNumber + 1; number < frame.number(); number++) {
        book.missing(frame.dueNanos() - (frame.number() - number) * StampedFrame.EVERY_NANOS, 1);
      }
    }
    lastNumber = frame.number();
  }

  private void changed(long to, long now) {
    boolean first = voice == 0;
    voice = to;
    lastNumber = 0;
    if (first) {
      firstVoiceNanos = now;
      firstVoice.complete(now);
    }
    otherVoice.complete(now);
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
