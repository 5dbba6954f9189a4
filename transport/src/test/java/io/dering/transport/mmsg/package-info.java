/// Batches of datagrams between two real sockets.
@NullMarked
package io.dering.transport.mmsg;

import org.jspecify.annotations.NullMarked;
