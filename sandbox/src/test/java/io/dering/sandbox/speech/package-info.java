/// Tests of voices: tones through the codec.
@NullMarked
package io.dering.sandbox.speech;

import org.jspecify.annotations.NullMarked;
