package io.dering.bench.peers;

import java.time.Duration;

/// What either of the two goes through in a round.
///
/// @param mostCalls at once, of any round
/// @param callsPerSecond how fast they come
/// @param hold how long all of them talk while it is
/// @param slots into which the far ends spread their packets, within 20 ms
/// @param sdes whether rtpengine's calls have keys in their SDP in place of ICE and DTLS
record RoundPlan(int mostCalls, int callsPerSecond, Duration hold, int slots, boolean sdes) {}
