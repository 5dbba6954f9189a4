/// Placeholder while the house is being raised.
@NullMarked
package io.dering.bench;

import org.jspecify.annotations.NullMarked;
