package io.dering.media.bridge;

import io.dering.media.opus.OpusClip;
import io.dering.media.time.Deadline;
import org.jspecify.annotations.Nullable;

/// Whether the customer hears that the line is alive while an agent who has spoken is away without
/// having left: a page that reloads or has crashed, a network that is gone. Silence for a second,
/// so that a short hole is none; then a clip over and over, from its beginning each time.
///
/// Plain silence stays where nobody has spoken yet, where an agent is muted, and where one is there
/// who has not spoken since they came.
final class Comfort {
  /// More lets longer holes pass in silence, less beeps into each.
  static final long AFTER_NANOS = 1_000_000_000L;

  private @Nullable OpusClip clip;
  private long lastWordNanos = Deadline.NEVER;
  private boolean spokeSinceAttached;
  private int played;

  void clip(OpusClip next) {
    clip = next;
  }

  void attached() {
    spokeSinceAttached = false;
  }

  /// The agent's word has gone out.
  void spoke(long nowNanos) {
    lastWordNanos = nowNanos;
    spokeSinceAttached = true;
    played = 0;
  }

  /// From here on words are waited for again.
  void unmuted(long nowNanos) {
    if (lastWordNanos != Deadline.NEVER) {
      lastWordNanos = nowNanos;
      played = 0;
    }
  }

  /// The frame to play in place of silence.
  ///
  /// @param present whether an agent's leg is there and ready
  /// @return the length of the payload that stands at `off` now; 0 where silence is right
  int frame(boolean present, long nowNanos, byte[] b, int off) {
    OpusClip playing = clip;
    boolean away = !present || spokeSinceAttached;
    if (playing == null
        || !away
        || lastWordNanos == Deadline.NEVER
        || nowNanos - lastWordNanos < AFTER_NANOS) {
      return 0;
    }
    int length = playing.frame(played, b, off);
    played = (played + 1) % playing.frameCount();
    return length;
  }
}
