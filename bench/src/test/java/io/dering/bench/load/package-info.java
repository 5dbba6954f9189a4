/// The load generator around a gateway in the test's own process: that it calls, counts and prints;
/// how fast is for `make bench` to say.
@NullMarked
package io.dering.bench.load;

import org.jspecify.annotations.NullMarked;
