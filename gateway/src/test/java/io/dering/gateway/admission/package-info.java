/// Tests of what is taken under load.
@NullMarked
package io.dering.gateway.admission;

import org.jspecify.annotations.NullMarked;
