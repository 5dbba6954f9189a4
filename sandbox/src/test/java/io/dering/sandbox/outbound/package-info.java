/// Tests of calls of the business's.
@NullMarked
package io.dering.sandbox.outbound;

import org.jspecify.annotations.NullMarked;
