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
  /// @param ping between two pings of ours, and between two challenges to the page. Less finds dead
  ///   sockets sooner and wakes phones more often
  /// @param dead without any frame from the page until its socket counts as dead
  /// @param unanswered without a word from the page itself until it counts as frozen. More rings
  ///   longer where nobody can answer, less takes a busy page or a bad network for a frozen one
  /// @param messagesPerSecond frames of any kind in one second
  /// @param maxUnreadBytes sent and not yet taken by the network
  /// @param maxSockets open at a time
  public record Limits(
      Duration hello,
      Duration ping,
      Duration dead,
      Duration unanswered,
      int messagesPerSecond,
      int maxUnreadBytes,
      int maxSockets) {
    /// 5 s, 3 s, 9 s, 8 s, 50 a second, 1 MiB, 5,000 sockets: a dead socket is found at the first
    /// ping after 9 s, within 12 s; a frozen page after 8 s, in which it has had two challenges and
    /// at least 2 s to answer the second.
    public static final Limits DEFAULTS =
        new Limits(
            Duration.ofSeconds(5),
            Duration.ofSeconds(3),
            Duration.ofSeconds(9),
            Duration.ofSeconds(8),
            50,
            1 << 20,
            5_000);
  }
}
