/// Benchmarks of the packet path, each against a peer, run by hand or by `make bench`.
///
/// Allocation per packet is the figure that is gated (in module `media`'s tests, with the same
/// work); times are a trend, compared within one run only.
@NullMarked
package io.dering.bench.jmh;

import org.jspecify.annotations.NullMarked;
