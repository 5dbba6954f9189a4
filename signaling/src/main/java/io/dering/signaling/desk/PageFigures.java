package io.dering.signaling.desk;

/// How a call sounded at the agent's page over the last seconds, as its browser measured it.
///
/// Levels are decibels below the loudest possible (RFC 6464 §3), 0 to 127; 127 is nothing at all.
///
/// @param spanMs how long that was
/// @param concealedMs how much of what was played the browser made up
/// @param bufferMs how long a packet waited in its jitter buffer, on average
/// @param roundTripMs -1 where the browser does not know
/// @param agentLevel of the microphone
/// @param agentTalkMs for how long somebody spoke into it
/// @param customerLevel of what was played
/// @param customerTalkMs for how long somebody spoke there
public record PageFigures(
    int spanMs,
    int concealedMs,
    int bufferMs,
    int roundTripMs,
    int agentLevel,
    int agentTalkMs,
    int customerLevel,
    int customerTalkMs,
    PageFigures.Microphone microphone) {
  /// A longer report says nothing of a moment.
  public static final int MAX_SPAN_MS = 60_000;

  /// Level of a source that gives nothing at all.
  public static final int NOTHING = 127;

  /// The agent's microphone: open, muted on the page, or none.
  public enum Microphone {
    LIVE,
    MUTED,
    NONE
  }
}
