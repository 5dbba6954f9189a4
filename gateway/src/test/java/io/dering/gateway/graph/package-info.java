/// Tests of the Graph client against a server that fails in every way it can.
@NullMarked
package io.dering.gateway.graph;

import org.jspecify.annotations.NullMarked;
