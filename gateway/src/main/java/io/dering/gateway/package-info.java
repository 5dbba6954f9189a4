/// Placeholder while the house is being raised.
@NullMarked
package io.dering.gateway;

import org.jspecify.annotations.NullMarked;
