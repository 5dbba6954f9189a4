/// Events on their way to a receiver that is a real HTTP server of the test.
@NullMarked
package io.dering.gateway.events;

import org.jspecify.annotations.NullMarked;
