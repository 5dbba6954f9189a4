package io.dering.transport.udp;

/// Something that speaks into a leg: asked for one 20 ms Opus frame at a time, on the loop's
/// thread.
public interface FrameSource {
  /// There is nothing to send this time.
  int NOTHING = 0;

  /// The source has ended and is not asked again.
  int ENDED = -1;

  /// Copies the next frame's payload to `buffer[offset…]`, at most 200 bytes.
  ///
  /// @return its length, [#NOTHING] or [#ENDED]
  int next(byte[] buffer, int offset, long nowNanos);
}
