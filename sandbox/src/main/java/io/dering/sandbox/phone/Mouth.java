package io.dering.sandbox.phone;

import io.dering.media.opus.OpusPackets;
import io.dering.transport.udp.FrameSource;

/// Speaks a script, a frame at a time, and knows when its time is up. On the media loop's thread.
final class Mouth implements FrameSource {
  private static final int FRAME_MS = 20;

  private final Script script;
  private final Runnable timeUp;
  private final long silentFrames;
  private final long lastFrame;
  private long frames;
  private volatile long spoken;

  /// @param timeUp run once, when the script says to hang up
  Mouth(Script script, Runnable timeUp) {
    this.script = script;
    this.timeUp = timeUp;
    this.silentFrames = script.silenceFirst().toMillis() / FRAME_MS;
    this.lastFrame =
        script.hangUpAfter().map(talk -> talk.toMillis() / FRAME_MS).orElse(Long.MAX_VALUE);
  }

  /// Frames handed over so far, silence included.
  long spoken() {
    return spoken;
  }

  @Override
  public int next(byte[] buffer, int offset, long nowNanos) {
    long index = frames++;
    spoken = frames;
    if (index == lastFrame) {
      timeUp.run();
    }
    long said = index - silentFrames;
    int count = script.voice().frameCount();
    if (said < 0 || count == 0 || (said >= count && !script.repeated())) {
      return OpusPackets.writeSilence(buffer, offset);
    }
    return script.voice().frame((int) (said % count), buffer, offset);
  }
}
