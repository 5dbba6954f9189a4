package io.dering.signaling.channel;

import io.dering.signaling.id.ChannelId;
import java.time.Duration;

/// One WhatsApp business number. `displayNumber` is for people, `ringingWindow` is 30 to 60 s
/// (IN-7). `overflowAfter` is how long a call rings for the agents assigned to its customer alone
/// before the channel's groups ring too; zero, the default: as long as it rings.
///
/// @param callbackPermission whether Meta asks a customer who called for the permission to be
///   called back (IN-13)
/// @param outbound whether agents may call customers from it (OUT-1)
/// @param country of its number, two capital letters (ISO 3166-1); empty where that is not known
public record Channel(
    ChannelId id,
    String name,
    String displayNumber,
    Duration ringingWindow,
    Duration overflowAfter,
    InboundRules inbound,
    boolean callbackPermission,
    boolean outbound,
    String country) {
  public static final Duration DEFAULT_RINGING_WINDOW = Duration.ofSeconds(30);
  private static final Duration LONGEST_RINGING_WINDOW = Duration.ofSeconds(60);

  /// @throws IllegalArgumentException when the ringing window is not 30 to 60 s, or the overflow
  ///   negative
  public Channel {
    if (ringingWindow.compareTo(DEFAULT_RINGING_WINDOW) < 0
        || ringingWindow.compareTo(LONGEST_RINGING_WINDOW) > 0) {
      throw new IllegalArgumentException("The ringing window is 30 to 60 s, not " + ringingWindow);
    }
    if (overflowAfter.isNegative()) {
      throw new IllegalArgumentException("The overflow cannot come after " + overflowAfter);
    }
  }

  /// A channel from which customers may be called.
  public Channel(
      ChannelId id,
      String name,
      String displayNumber,
      Duration ringingWindow,
      Duration overflowAfter,
      InboundRules inbound,
      boolean callbackPermission) {
    this(
        id,
        name,
        displayNumber,
        ringingWindow,
        overflowAfter,
        inbound,
        callbackPermission,
        true,
        "");
  }

  /// A channel that takes calls around the clock.
  public Channel(
      ChannelId id,
      String name,
      String displayNumber,
      Duration ringingWindow,
      Duration overflowAfter) {
    this(id, name, displayNumber, ringingWindow, overflowAfter, InboundRules.ALWAYS, false);
  }

  /// A channel without overflow of unanswered calls.
  public Channel(ChannelId id, String name, String displayNumber, Duration ringingWindow) {
    this(id, name, displayNumber, ringingWindow, Duration.ZERO);
  }

  /// A channel with the default window of 30 s.
  public Channel(ChannelId id, String name, String displayNumber) {
    this(id, name, displayNumber, DEFAULT_RINGING_WINDOW);
  }

  /// The same channel with a number of that country.
  public Channel in(String country) {
    return new Channel(
        id,
        name,
        displayNumber,
        ringingWindow,
        overflowAfter,
        inbound,
        callbackPermission,
        outbound,
        country);
  }

  /// The same channel with these settings.
  ///
  /// @throws IllegalArgumentException when the ringing window is not 30 to 60 s
  public Channel with(ChannelSettings settings) {
    return new Channel(
        id,
        name,
        displayNumber,
        settings.ringingWindow(),
        overflowAfter,
        settings.inbound(),
        settings.callbackPermission(),
        settings.outbound(),
        country);
  }
}
