@NullMarked
package io.dering.gateway.tones;

import org.jspecify.annotations.NullMarked;
