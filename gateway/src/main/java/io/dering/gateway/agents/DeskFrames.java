package io.dering.gateway.agents;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Puts fragments together (RFC 6455 §5.4) and says stop when a page sends too much or the wrong
/// thing. Counted are all frames, empty continuations included.
final class DeskFrames {
  /// Fragments of one message. Browsers send one.
  private static final int MAX_FRAGMENTS = 64;

  private static final long WINDOW_NANOS = 1_000_000_000L;

  private final int maxMessageBytes;
  private final int maxFramesPerWindow;
  private @Nullable Buffer unfinished;
  private int fragments;
  private long windowBegan;
  private int framesInWindow;

  DeskFrames(int maxMessageBytes, int maxFramesPerWindow, long nowNanos) {
    this.maxMessageBytes = maxMessageBytes;
    this.maxFramesPerWindow = maxFramesPerWindow;
    this.windowBegan = nowNanos;
  }

  /// What a frame leads to.
  sealed interface Result {
    /// A whole message.
    record Message(String text) implements Result {}

    /// Nothing yet, or nothing to read.
    record Nothing() implements Result {}

    /// The socket must end.
    record Stop(DeskClose why) implements Result {}
  }

  /// Counts a frame of any kind; false when there were too many within a second.
  boolean admit(long nowNanos) {
    if (nowNanos - windowBegan >= WINDOW_NANOS) {
      windowBegan = nowNanos;
      framesInWindow = 0;
    }
    framesInWindow++;
    return framesInWindow <= maxFramesPerWindow;
  }

  Result take(WebSocketFrame frame) {
    if (frame.isBinary()) {
      return new Result.Stop(DeskClose.NOT_TEXT);
    }
    if (frame.isText()) {
      if (unfinished != null) {
        return new Result.Stop(DeskClose.BAD_MESSAGE);
      }
      unfinished = Buffer.buffer();
      fragments = 0;
    } else if (!frame.isContinuation()) {
      return new Result.Nothing();
    }
    Buffer whole = unfinished;
    if (whole == null || ++fragments > MAX_FRAGMENTS) {
      return new Result.Stop(DeskClose.BAD_MESSAGE);
    }
    Buffer part = frame.binaryData();
    if (whole.length() + part.length() > maxMessageBytes) {
      return new Result.Stop(DeskClose.TOO_BIG);
    }
    whole.appendBuffer(part);
    if (!frame.isFinal()) {
      return new Result.Nothing();
    }
    unfinished = null;
    return new Result.Message(whole.toString(StandardCharsets.UTF_8));
  }
}
