/// Many datagrams in one system call, as Linux has it: recvmmsg(2) and sendmmsg(2) through the
/// foreign function interface, on a socket whose readiness somebody else watches.
///
/// A datagram costs no object: it lies in memory outside the heap that is made once for a loop, and
/// its peer is a `long` (see [Endpoint]). All of this belongs to one thread.
@NullMarked
package io.dering.transport.mmsg;

import org.jspecify.annotations.NullMarked;
