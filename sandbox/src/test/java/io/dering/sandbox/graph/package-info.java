/// Tests of the Graph reader: fixtures and refusals.
@NullMarked
package io.dering.sandbox.graph;

import org.jspecify.annotations.NullMarked;
