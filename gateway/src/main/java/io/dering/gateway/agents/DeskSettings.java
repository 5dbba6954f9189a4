package io.dering.gateway.agents;

import io.dering.transport.http.OriginPolicy;
import java.time.Duration;

/// @param origins which pages may open the socket
/// @param clientsWithoutOrigin whether programs that are no browser (and so send no `Origin`) may
///   connect; they need a signed token even under `dev`
/// @param sandbox the feature flag of the welcome
/// @param limits what one socket may cost
public record DeskSettings(
    OriginPolicy origins,
    boolean clientsWithoutOrigin,
    boolean sandbox,
    DeskSettings.Limits limits) {

  /// @param hello until the first message must have come
  /// @param ping between two pings of ours. Less finds dead sockets sooner and wakes phones more
  ///   often
  /// @param dead without any frame from the page until its socket counts as dead
  /// @param messagesPerSecond frames of any kind in one second
  /// @param maxUnreadBytes sent and not yet taken by the network
  /// @param maxSockets open at a time
  public record Limits(
      Duration hello,
      Duration ping,
      Duration dead,
      int messagesPerSecond,
      int maxUnreadBytes,
      int maxSockets) {
    /// 5 s, 3 s, 9 s, 50 a second, 1 MiB, 5,000 sockets: a dead socket is found at the first ping
    /// after 9 s, within 12 s.
    public static final Limits DEFAULTS =
        new Limits(
            Duration.ofSeconds(5),
            Duration.ofSeconds(3),
            Duration.ofSeconds(9),
            50,
            1 << 20,
            5_000);
  }
}
