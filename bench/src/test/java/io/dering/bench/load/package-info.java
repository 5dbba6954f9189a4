/// The load generator against a gateway in this process: whether it counts, not how fast it is.
@NullMarked
package io.dering.bench.load;

import org.jspecify.annotations.NullMarked;
