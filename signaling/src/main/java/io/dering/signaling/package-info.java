/// Placeholder while the house is being raised.
@NullMarked
package io.dering.signaling;

import org.jspecify.annotations.NullMarked;
