/// Tests of a whole gateway in this process: how it stops, and how it ends by itself.
@NullMarked
package io.dering.gateway.wiring;

import org.jspecify.annotations.NullMarked;
