/// One peer of a call as one machine: demultiplexer, ICE, the port to DTLS, SRTP, RTCP.
///
/// Bytes and nanoseconds go in; datagrams, decrypted packets and events come out through a
/// [io.dering.media.leg.LegOutput]. Order of the gates, cheapest first: size and first byte (RFC
/// 7983), STUN to the ICE agent, everything else only from an address that ICE has validated, then
/// the engine's DTLS record filter, or SRTP authentication and replay. State is made only behind
/// the last gate, so nothing that fails to authenticate can end, move or grow a leg.
///
/// What we do differently: the DTLS engine is not inside (it blocks), so the leg only says when an
/// attempt starts and hands its datagrams out; the owner brings the engine's answers back as facts
/// with the number of the attempt they belong to, and facts of an older attempt are ignored. RTCP
/// BYE is counted and otherwise ignored: the control plane ends calls, not a packet.
///
/// Thread: one owner, the media loop. Buffers: borrowed for the length of a call, changed in place,
/// never kept.
@NullMarked
package io.dering.media.leg;

import org.jspecify.annotations.NullMarked;
