package io.dering.signaling.channel;

import io.dering.signaling.id.ChannelId;
import java.time.Duration;

/// One WhatsApp business number. `displayNumber` is for people, `ringingWindow` is 30 to 60 s
/// (IN-7).
public record Channel(ChannelId id, String name, String displayNumber, Duration ringingWindow) {
  public static final Duration DEFAULT_RINGING_WINDOW = Duration.ofSeconds(30);
  private static final Duration LONGEST_RINGING_WINDOW = Duration.ofSeconds(60);

  /// @throws IllegalArgumentException when the ringing window is not 30 to 60 s
  public Channel {
    if (ringingWindow.compareTo(DEFAULT_RINGING_WINDOW) < 0
        || ringingWindow.compareTo(LONGEST_RINGING_WINDOW) > 0) {
      throw new IllegalArgumentException("The ringing window is 30 to 60 s, not " + ringingWindow);
    }
  }

  /// A channel with the default window of 30 s.
  public Channel(ChannelId id, String name, String displayNumber) {
    this(id, name, displayNumber, DEFAULT_RINGING_WINDOW);
  }
}
