package io.dering.signaling.desk;

import org.jspecify.annotations.Nullable;

/// What a text frame of a page turned out to be.
public sealed interface DeskResult {
  record Accepted(DeskRequest request) implements DeskResult {}

  /// The answer to send; `close` tells whether the socket is closed with 4400 after it.
  record Refused(DeskError code, String detail, @Nullable String re, boolean close)
      implements DeskResult {
    public DeskMessage.Failed message() {
      return new DeskMessage.Failed(code, detail, re);
    }
  }
}
