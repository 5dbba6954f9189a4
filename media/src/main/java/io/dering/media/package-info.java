/// Placeholder while the house is being raised.
@NullMarked
package io.dering.media;

import org.jspecify.annotations.NullMarked;
