package io.dering.bench.load;

import io.dering.transport.udp.FrameSource;

/// Speaks stamped frames, numbered while the window is open. One leg's, on its media loop.
public final class StampedVoice implements FrameSource {
  private final Window window;
  private long count;
  private volatile long numbered;

  public StampedVoice(Window window) {
    this.window = window;
  }

  /// Frames with a number so far. Any thread.
  public long numbered() {
    return numbered;
  }

  @Override
  public int next(byte[] buffer, int offset, long nowNanos) {
    if (!window.isOpen()) {
      return StampedFrame.write(buffer, offset, 0, System.nanoTime());
    }
    count++;
    int length = StampedFrame.write(buffer, offset, count, System.nanoTime());
    numbered = count;
    return length;
  }
}
