/// Tests of what Meta charges.
@NullMarked
package io.dering.sandbox.pricing;

import org.jspecify.annotations.NullMarked;
