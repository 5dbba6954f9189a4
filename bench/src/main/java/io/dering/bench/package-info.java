/// The workbench: benchmarks, the load generator and tests of the whole house. Nothing depends on
/// it. Its tools look at the gateway from outside, as customers' phones and agents' browsers do.
@NullMarked
package io.dering.bench;

import org.jspecify.annotations.NullMarked;
