/// A network in memory for pair tests: seeded loss (single or in bursts), delay, jitter,
/// reordering, duplication, black holes and moving hosts, on virtual time. Minutes pass in
/// milliseconds. [io.dering.media.net.Line] is the weather of one direction of one path; the same
/// stands in [io.dering.media.net.RelayCore], the inside of a relay between real sockets. Other
/// modules have this package from the test jar of `media`.
///
/// Datagrams are copied when sent. Everything runs on the caller's thread; the same seed gives the
/// same run. The clock starts just before `Long.MAX_VALUE`, so that code which compares nanoseconds
/// other than by subtraction fails at once.
@NullMarked
package io.dering.media.net;

import org.jspecify.annotations.NullMarked;
