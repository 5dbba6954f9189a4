/// Tests of the bridge.
@NullMarked
package io.dering.media.bridge;

import org.jspecify.annotations.NullMarked;
