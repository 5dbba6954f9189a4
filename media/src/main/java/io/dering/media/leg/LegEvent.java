package io.dering.media.leg;

import io.dering.media.srtp.SrtpProfile;
import java.net.InetSocketAddress;

/// What a leg tells its owner.
public sealed interface LegEvent {
  /// ICE has selected the pair that media will take; said again when the peer moves.
  record PathSelected(InetSocketAddress remote) implements LegEvent {}

  /// Keys are in place: media can flow both ways.
  record MediaReady(SrtpProfile profile) implements LegEvent {}

  /// Nothing authentic has come for that long; the leg stays until consent is lost.
  record Quiet(long silenceNanos) implements LegEvent {}

  /// Something has come over a leg that was quiet.
  record HeardAgain() implements LegEvent {}

  /// The leg has ended and will say nothing more.
  record Closed(LegClosure reason) implements LegEvent {}
}
