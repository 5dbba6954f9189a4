/// Tests of the tones as a decoder hears them.
@NullMarked
package io.dering.gateway.tones;

import org.jspecify.annotations.NullMarked;
