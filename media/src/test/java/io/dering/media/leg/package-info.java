/// Tests of the leg.
@NullMarked
package io.dering.media.leg;

import org.jspecify.annotations.NullMarked;
