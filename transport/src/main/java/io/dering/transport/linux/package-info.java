/// What Linux has and Java has not, through the foreign function interface: many datagrams in one
/// system call ([Inbox], [Outbox]: recvmmsg(2), sendmmsg(2)), and a short time slice or real-time
/// priority for a thread that must not wait ([TimeSlice], [RealTime], with a watch over it:
/// [RealTimeWatch]).
///
/// A datagram costs no object: it lies in memory outside the heap that is made once for a loop, and
/// its peer is a `long` (see [Endpoint]). All of this belongs to one thread.
@NullMarked
package io.dering.transport.linux;

import org.jspecify.annotations.NullMarked;
