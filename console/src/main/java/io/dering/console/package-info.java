/// Placeholder while the house is being raised.
@NullMarked
package io.dering.console;

import org.jspecify.annotations.NullMarked;
