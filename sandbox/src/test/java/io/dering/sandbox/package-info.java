/// Tests of the sandbox as a whole, with a tiny business on the other side.
@NullMarked
package io.dering.sandbox;

import org.jspecify.annotations.NullMarked;
