package io.dering.bench.peers;

import java.time.Duration;

/// What either of the two goes through in a round.
///
/// @param mostCalls at once, of any round
/// @param callsPerSecond how fast they come
/// @param hold how long all of them talk while it is
/// @param slots into which the far ends spread their packets, within 20 ms
/// @param sdes whether rtpengine's calls have keys in their SDP in place of ICE and DTLS
record RoundPlan(int mostCalls, int callsPerSecond, Duration hold, int slots, boolean sdes) {
  /// With so many, a generator of one core has no time to wake for every packet, nor a person for
  /// fifty seconds of calls that come.
  private static final int MANY = 500;

  /// How fast so many calls come where nobody says it.
  static int usualRamp(int calls) {
    return calls < MANY ? 20 : 40;
  }

  /// Into how many slots so many calls are spread where nobody says it.
  static int usualSlots(int calls) {
    return calls < MANY ? 100 : 25;
  }
}
