/// Batches of datagrams between two real sockets.
@NullMarked
package io.dering.transport.linux;

import org.jspecify.annotations.NullMarked;
