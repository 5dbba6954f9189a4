/// Tests of the profile, over made-up traces.
@NullMarked
package io.dering.bench.profile;

import org.jspecify.annotations.NullMarked;
