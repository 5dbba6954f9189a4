package io.dering.gateway.graph;

import io.vertx.core.buffer.Buffer;

/// What came back for one request.
sealed interface Reply {
  /// It never left this machine: no connection.
  record NotSent() implements Reply {}

  /// It may have had its effect: no answer in time, or none that could be read.
  record Unknown() implements Reply {}

  /// @param retryAfterMs what Meta asked us to wait, or 0
  record Answered(int status, Buffer body, long retryAfterMs) implements Reply {}
}
