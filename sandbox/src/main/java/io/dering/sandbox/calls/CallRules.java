package io.dering.sandbox.calls;

import java.time.Duration;

/// Meta's limits, as far as they are known.
///
/// @param acceptWindow from the customer's tap to accept. Meta says "about 30 to 60 s"; less tests
///   a business that plans on more
/// @param noMediaAfterAccept quiet time after accept's 200 until the call fails with 138021; Meta:
///   20 s
/// @param noMediaTalking quiet time in an established call until it fails; Meta: 30 s
/// @param nobodyThere a reject sooner than this after the tap means that nobody was asked
/// @param earlyMedia what RTP before accept's 200 leads to
public record CallRules(
    Duration acceptWindow,
    Duration noMediaAfterAccept,
    Duration noMediaTalking,
    Duration nobodyThere,
    EarlyMedia earlyMedia) {

  /// 60 s, 20 s, 30 s, 2 s; early media is noted.
  public static final CallRules DEFAULTS =
      new CallRules(
          Duration.ofSeconds(60),
          Duration.ofSeconds(20),
          Duration.ofSeconds(30),
          Duration.ofSeconds(2),
          EarlyMedia.NOTE);

  public CallRules {
    positive(acceptWindow, "acceptWindow");
    positive(noMediaAfterAccept, "noMediaAfterAccept");
    positive(noMediaTalking, "noMediaTalking");
    if (nobodyThere.isNegative()) {
      throw new IllegalArgumentException("nobodyThere must not be negative");
    }
  }

  private static void positive(Duration duration, String name) {
    if (duration.toMillis() < 1 || duration.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(name + " must be between 1 ms and 1 h");
    }
  }
}
