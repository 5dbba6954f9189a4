/// The far ends' schedule, addresses and socket.
@NullMarked
package io.dering.bench.lean;

import org.jspecify.annotations.NullMarked;
