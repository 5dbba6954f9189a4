/// The decisions about who rings, row by row of their tables.
@NullMarked
package io.dering.signaling.routing;

import org.jspecify.annotations.NullMarked;
