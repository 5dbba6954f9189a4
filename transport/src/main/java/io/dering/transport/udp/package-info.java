/// The shell around [io.dering.media.leg.Leg] and [io.dering.media.bridge.Bridge]: datagrams in and
/// out, one event loop that owns every leg, deadlines.
///
/// One UDP port carries all legs. A stranger's first STUN check names its leg by username fragment
/// (RFC 8445 §7.3); everything after goes by source address. Two peers behind one and the same
/// remote address and port (a relay of Meta's may carry several calls there) cannot be told apart
/// on one port, because DTLS and SRTP carry no name: the second such leg gets an overflow socket
/// with a port of its own (see docs/decisions/0003). Threads do not grow with calls or sockets.
///
/// What runs where: everything in [MediaLoop] and below on the one loop thread; [MediaServer],
/// [MediaLeg] and [MediaCall] may be called from anywhere and hop. DTLS engines run on virtual
/// threads and come back as tasks of the loop.
///
/// Buffers: a datagram is copied into the loop's scratch array, worked on in place and copied out
/// by its [Port]: into memory outside the heap ([BatchedPort], IPv4 on Linux) or into a pooled
/// buffer whose reference count stays in [NettyPort] (everywhere else).
@NullMarked
package io.dering.transport.udp;

import org.jspecify.annotations.NullMarked;
