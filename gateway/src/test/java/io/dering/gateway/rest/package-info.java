/// Tests of the REST API over real sockets.
@NullMarked
package io.dering.gateway.rest;

import org.jspecify.annotations.NullMarked;
