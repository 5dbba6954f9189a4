package io.dering.transport.udp;

import io.dering.media.leg.LegStats;
import io.dering.media.leg.LegTrace;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// A handle on one leg, to be used from any thread: each verb hops to the loop and is carried out
/// in the order of the calls. Verbs on a leg that is gone do nothing.
///
/// An interface so that a load generator may have legs of its own making; a [MediaServer] takes
/// only its own.
public interface MediaLeg {
  LegSide side();

  /// Speaks into the leg: a frame every 20 ms from now on, as soon as the leg is ready. Replaces
  /// what played before. On a leg that a call is bridged to only while the call's gate is closed:
  /// behind it the bridge speaks into the leg.
  void play(FrameSource source);

  /// Stops what plays.
  void stopPlaying();

  /// Stops that source if it is what plays.
  void stopPlaying(FrameSource source);

  /// RTCP BYE where there are keys, then gone; the listener hears `Closed`.
  void close();

  /// The leg's figures now; all zero once it is gone.
  CompletionStage<LegStats.Snapshot> stats();

  /// How far the leg came until now, or until it was gone; empty before it is opened.
  CompletionStage<Optional<LegTrace>> trace();
}
