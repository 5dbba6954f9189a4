/// Tests of the webhook address over real sockets.
@NullMarked
package io.dering.gateway.webhook;

import org.jspecify.annotations.NullMarked;
