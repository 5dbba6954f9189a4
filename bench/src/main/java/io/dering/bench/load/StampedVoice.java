package io.dering.bench.load;

import io.dering.transport.udp.FrameSource;

/// Speaks stamped frames, numbered while the window is open. One leg's, on its media loop.
///
/// A frame is stamped with the moment when it was due, not when it was made: a generator that is
/// held up by what it measures would otherwise measure less (coordinated omission).
public final class StampedVoice implements FrameSource {
  private final Window window;
  private long voice;
  private long previousDueNanos;
  private long count;
  private volatile long numbered;
  private volatile long neverMade;

  public StampedVoice(Window window) {
    this.window = window;
  }

  /// Frames with a number so far. Any thread.
  public long numbered() {
    return numbered;
  }

  /// Frames that this end was too far behind to make, while the window was open: the run measured
  /// its generator.
  long neverMade() {
    return neverMade;
  }

  @Override
  public int next(byte[] buffer, int offset, long dueNanos) {
    if (voice == 0) {
      voice = dueNanos;
    }
    long passed =
        previousDueNanos == 0 ? 1 : (dueNanos - previousDueNanos) / StampedFrame.EVERY_NANOS;
    previousDueNanos = dueNanos;
    if (!window.isOpen()) {
      return new StampedFrame(voice, 0, dueNanos).write(buffer, offset);
    }
    if (passed > 1) {
      neverMade = neverMade + passed - 1;
    }
    count++;
    int length = new StampedFrame(voice, count, dueNanos).write(buffer, offset);
    numbered = count;
    return length;
  }
}
