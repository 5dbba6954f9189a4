/// Far ends of thousands of calls in one thread on one UDP socket: a load generator that costs less
/// than what it measures.
///
/// Each far end has a loopback address of its own (127.16.0.1 and so on) and all of them the same
/// port. A socket that is bound to all addresses sends from any of them, and learns to which of
/// them a packet was sent, by control messages (IP_PKTINFO, ip(7)); so whoever is at the other side
/// sees a different address for each call, while here up to 64 datagrams share a system call.
///
/// What the far ends do is real: ICE, DTLS, SRTP both ways, RTCP, consent, by the same
/// [Leg][io.dering.media.leg.Leg] as everywhere. Saved is what a socket and an object for each
/// datagram cost.
///
/// **Nobody sleeps on the socket.** The thread wakes by the clock, sends what is due, takes what
/// has come, and sleeps on. So the one who is measured does not pay for waking its generator, as it
/// would not on a network card; and how long something was under way is told by the kernel, which
/// stamps each datagram as it arrives (SO_TIMESTAMPNS, socket(7)).
///
/// Linux alone, through the C library.
@NullMarked
package io.dering.bench.lean;

import org.jspecify.annotations.NullMarked;
