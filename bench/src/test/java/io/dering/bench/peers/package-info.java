/// What the comparison with peers is made of, without the peers.
@NullMarked
package io.dering.bench.peers;

import org.jspecify.annotations.NullMarked;
