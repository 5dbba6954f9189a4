/// Tests of the switches.
@NullMarked
package io.dering.sandbox.control;

import org.jspecify.annotations.NullMarked;
