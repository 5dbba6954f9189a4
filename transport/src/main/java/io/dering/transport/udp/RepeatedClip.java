package io.dering.transport.udp;

import io.dering.media.opus.OpusClip;

/// A clip over and over, from its beginning. Where one leg takes over from another it goes on where
/// it was; to be played into one leg at a time, on the loop alone.
public final class RepeatedClip implements FrameSource {
  private final OpusClip clip;
  private int next;

  public RepeatedClip(OpusClip clip) {
    this.clip = clip;
  }

  @Override
  public int next(byte[] buffer, int offset, long nowNanos) {
    int length = clip.frame(next, buffer, offset);
    next = (next + 1) % clip.frameCount();
    return length;
  }
}
