package io.dering.media.quality;

import java.util.Locale;

/// One thing that was wrong with a call for a while.
///
/// @param fromMs since the call was connected
/// @param value in the kind's unit, 0 where it has none
public record Finding(Kind kind, Side side, long fromMs, long lengthMs, int value) {
  /// Whose line.
  public enum Side {
    CUSTOMER,
    AGENT
  }

  /// What it was; the gravest first. The names are part of the API: append only.
  public enum Kind {
    /// Not one packet came from that side. No value.
    NO_PACKETS,
    /// The browser has no microphone, or may not use it. No value.
    NO_MICROPHONE,
    /// Packets came and held nothing at all: switched off by the system, the headset or the phone,
    /// not on the page. No value.
    MICROPHONE_SILENT,
    /// Lost packets of both directions, in a thousand.
    LOSS,
    /// What the browser made up of the voice it played, in a thousand.
    CONCEALED,
    /// The longest round trip, in milliseconds.
    DELAY,
    /// The largest jitter, in milliseconds.
    JITTER,
    /// The agent had muted the microphone on the page: no fault, and it explains a silence. No
    /// value.
    MUTED
  }

  /// As people read it, such as `customer's side lost 8 % for 40 s`.
  public String sentence() {
    String whose = side.name().toLowerCase(Locale.ROOT) + "'s ";
    return whose
        + switch (kind) {
          case NO_PACKETS -> "side sent nothing";
          case NO_MICROPHONE -> "browser had no microphone";
          case MICROPHONE_SILENT -> "microphone silent";
          case LOSS -> "side lost " + percent() + " %";
          case CONCEALED -> "browser made up " + percent() + " % of what it played";
          case DELAY -> "side took " + value + " ms there and back";
          case JITTER -> "side jittered by " + value + " ms";
          case MUTED -> "microphone muted on the page";
        }
        + " for "
        + length();
  }

  private int percent() {
    return (value + 5) / 10;
  }

  private String length() {
    long seconds = (lengthMs + 500) / 1_000;
    return seconds < 120 ? seconds + " s" : (seconds + 30) / 60 + " min";
  }
}
