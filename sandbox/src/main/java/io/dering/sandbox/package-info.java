/// Placeholder while the house is being raised.
@NullMarked
package io.dering.sandbox;

import org.jspecify.annotations.NullMarked;
