/// Placeholder while the house is being raised.
@NullMarked
package io.dering.transport;

import org.jspecify.annotations.NullMarked;
