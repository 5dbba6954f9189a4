/// Interactive Connectivity Establishment for one leg: which remote address is the peer's, proved,
/// agreed and kept proved.
///
/// RFC 8445 (ICE; full and lite agents), RFC 7675 (consent freshness), RFC 8839 §5.1 (candidate
/// attribute), RFC 8489 through [io.dering.media.stun].
///
/// The role follows the peer. Towards an ICE-lite peer (Meta) the agent is full and controlling;
/// towards a full peer it may be full, with role conflicts settled by 487 in both directions, or
/// lite (browsers). One leg has one component (RTP and RTCP multiplexed) on the process's one UDP
/// port.
///
/// What we leave out or do differently, and why:
/// - **One local base.** All legs share one socket, so a pair is named by its remote address alone,
///   and with one local priority the pair order of RFC 8445 §6.1.2.3 is the order of the remote
///   priorities. XOR-MAPPED-ADDRESS in answers is authenticated but not compared with a list of
///   local candidates (§7.2.5.3.1): whatever address the peer sees, the next packet leaves by the
///   same socket. No STUN server is asked: the shell knows or is told the public address.
/// - **No frozen pairs.** One component of one stream: at most 20 pairs, each its own foundation
///   group.
/// - **No restart by either side** (§9) and no trickle (RFC 8838): Meta forbids the first and
///   offers neither; a browser that needs a restart makes a new leg. A peer that moves without a
///   restart is followed: a peer-reflexive address that it checks and nominates becomes the
///   selected one, at most once in 2 s. So is one that does not know that it has moved and
///   nominates nothing, because a NAT gave it another port: when the selected address has been
///   silent for 3 s and media comes from one that is proved, or for 7 s and checks do.
/// - **A lite leg towards a browser does not wait for the nomination.** RFC 8445 §12.1.2 has it
///   wait; a full agent may send over any valid pair (§12.1.1). Chromium nominates with the check
///   after the one that was answered, and where more than three were lost before, that one comes
///   1.1 s later: the longest part of the way back after a blackout. So the first address that
///   proves itself is selected, and the first nomination replaces it at once.
/// - **Patience.** A check of an address that has not answered yet is repeated after 50, 150 and
///   then every 200 ms until the set-up deadline (later where there are many candidates), instead
///   of after 500 ms (§14.3) and doubling without end (RFC 8489 §6.2.1): Meta answers checks only
///   after it has processed our SDP, and a slow timer would sleep through that moment.
/// - **Consent checks are repeated** twice when unanswered, within their transaction; see
///   `ConsentTimer` for the figures.
/// - **Consent that comes back.** After 30 s without it nothing but checks is sent, which is what
///   RFC 7675 §5.1 protects its receiver by. Its further sentence, that the credentials must not be
///   used again, costs a call whose network was away for 30 s: for 10 s more an authenticated check
///   or answer brings consent back, since only the peer can have made it.
/// - **An answer from another address than the one asked** is dropped, and the check goes on; RFC
///   8445 §7.2.5.2.1 fails the pair, which would let a stray answer end a call.
/// - **Names are never resolved.** mDNS and host-name candidates are skipped and counted; the
///   peer's own checks make its address known.
/// - **Nobody without the password gets a byte.** Requests with an unknown ufrag or wrong integrity
///   are dropped, where RFC 8489 §9.1.3 would answer 400 or 401; 420 goes to authenticated peers
///   only.
///
/// One thread owns an agent; it holds no lock and starts nothing. Buffers handed in are read during
/// the call only; buffers handed out through [io.dering.media.ice.IceOutput] are the agent's
/// scratch and valid during the call only. STUN vectors are RFC 5769's; the pair tests run two
/// agents over the seeded network of `io.dering.media.net`.
@NullMarked
package io.dering.media.ice;

import org.jspecify.annotations.NullMarked;
