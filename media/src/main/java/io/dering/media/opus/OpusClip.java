package io.dering.media.opus;

import java.util.List;

/// A short sound as Opus frames of 20 ms, encoded once and played as often as is wanted. Never
/// changes; may be shared between threads.
public final class OpusClip {
  /// Bytes of the longest frame: 80 kbit/s, far above what a tone needs.
  public static final int MAX_FRAME_LENGTH = 200;

  private static final int FRAME_TICKS = 960;

  private final byte[][] frames;

  /// @throws IllegalArgumentException when there is no frame, or one that is too long or does not
  ///   play for 20 ms
  public OpusClip(List<byte[]> frames) {
    this.frames = frames.stream().map(byte[]::clone).toArray(byte[][]::new);
    if (this.frames.length == 0) {
      throw new IllegalArgumentException("a clip has at least one frame");
    }
    for (byte[] frame : this.frames) {
      if (frame.length > MAX_FRAME_LENGTH
          || OpusPackets.packetTicks(frame, 0, frame.length) != FRAME_TICKS) {
        throw new IllegalArgumentException("a frame of a clip plays for 20 ms and is short");
      }
    }
  }

  /// How many frames it has, at least one.
  public int frameCount() {
    return frames.length;
  }

  /// Copies a frame to `b[off…]`; room needed: [#MAX_FRAME_LENGTH].
  ///
  /// @param index below [#frameCount]
  /// @return the frame's length
  public int frame(int index, byte[] b, int off) {
    byte[] frame = frames[index];
    System.arraycopy(frame, 0, b, off, frame.length);
    return frame.length;
  }
}
