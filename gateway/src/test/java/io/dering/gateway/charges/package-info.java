/// Rounds of questions to Meta, by a clock of the test's own.
@NullMarked
package io.dering.gateway.charges;

import org.jspecify.annotations.NullMarked;
