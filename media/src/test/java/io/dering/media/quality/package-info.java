/// Tests of how a call sounded.
@NullMarked
package io.dering.media.quality;

import org.jspecify.annotations.NullMarked;
