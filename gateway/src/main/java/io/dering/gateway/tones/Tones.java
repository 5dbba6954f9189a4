package io.dering.gateway.tones;

import io.dering.media.opus.OpusClip;
import java.util.List;

/// The tones, ready to play.
///
/// @param ringback one period of the ringing tone, to be repeated: 425 Hz, 1 s on, 4 s off. That is
///   within what ITU-T E.180 §6 recommends for every country (400 to 450 Hz; 0.67 to 1.5 s on, 3 to
///   5 s off), and it is Indonesia's.
/// @param lowBalance two short high beeps, unlike any tone of a telephone's progress
/// @param comfort one period of what says that the line is alive while the agent is away: a short
///   low beat every 3 s, unlike the other two
public record Tones(OpusClip ringback, OpusClip lowBalance, OpusClip comfort) {
  private static final int RINGING_HZ = 425;
  private static final int WARNING_HZ = 950;
  private static final int BEEP_MS = 140;
  private static final int BETWEEN_BEEPS_MS = 120;
  private static final int COMFORT_HZ = 350;

  /// Makes and encodes them: some ten milliseconds of one processor once it is warm, some hundreds
  /// at a start.
  public static Tones encoded() {
    return new Tones(
        ToneEncoder.encode(List.of(Beat.tone(RINGING_HZ, 1_000), Beat.pause(4_000))),
        ToneEncoder.encode(
            List.of(
                Beat.tone(WARNING_HZ, BEEP_MS),
                Beat.pause(BETWEEN_BEEPS_MS),
                Beat.tone(WARNING_HZ, BEEP_MS),
                Beat.pause(BETWEEN_BEEPS_MS))),
        ToneEncoder.encode(List.of(Beat.tone(COMFORT_HZ, 200), Beat.pause(2_800))));
  }
}
