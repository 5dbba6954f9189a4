/// What single decisions of the call heart cost: nanoseconds and bytes.
@NullMarked
package io.dering.bench.decisions;

import org.jspecify.annotations.NullMarked;
