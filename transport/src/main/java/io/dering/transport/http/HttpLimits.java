package io.dering.transport.http;

import java.time.Duration;

/// What one client may cost us.
///
/// @param headDeadline from the opening of a connection (or the end of the last answer on it) to
///   the last byte of the next request's head. Less closes idle browsers sooner; more lets a
///   slow-header attack hold a connection longer.
/// @param requestDeadline from the request's head to the last byte of its answer, whatever
///   trickles.
/// @param maxBodyBytes of a request whose route sets no limit of its own.
/// @param maxMessageBytes of one WebSocket frame and of one WebSocket message, fragments together.
/// @param maxConnections that speak HTTP, open at a time; more are closed at once. WebSockets are
///   bounded by those who open them.
public record HttpLimits(
    Duration headDeadline,
    Duration requestDeadline,
    int maxBodyBytes,
    int maxMessageBytes,
    int maxConnections) {

  /// 20 s for a head, 30 s for a request, 1 MiB of body, 64 KiB for a message, 10,000 connections.
  public static final HttpLimits DEFAULTS =
      new HttpLimits(Duration.ofSeconds(20), Duration.ofSeconds(30), 1 << 20, 64 << 10, 10_000);

  public HttpLimits {
    positive(headDeadline.toMillis(), "headDeadline");
    positive(requestDeadline.toMillis(), "requestDeadline");
    positive(maxBodyBytes, "maxBodyBytes");
    positive(maxMessageBytes, "maxMessageBytes");
    positive(maxConnections, "maxConnections");
  }

  private static void positive(long value, String name) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be more than 0");
    }
  }
}
