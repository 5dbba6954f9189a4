/// The media plane over real UDP on the loopback, with a second media server in the part of its
/// peers, and its queue of deadlines against a naive one.
@NullMarked
package io.dering.transport.udp;

import org.jspecify.annotations.NullMarked;
