/// Tests of the store's benchmarks, at a small size.
@NullMarked
package io.dering.bench.store;

import org.jspecify.annotations.NullMarked;
