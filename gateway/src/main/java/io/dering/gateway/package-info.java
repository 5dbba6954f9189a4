/// The process: everything that touches the world. [io.dering.gateway.Main] is where it begins;
/// `wiring` puts the parts together, the other packages are the parts.
@NullMarked
package io.dering.gateway;

import org.jspecify.annotations.NullMarked;
