/// Tests of the agents' socket through the JDK's WebSocket client and bare sockets.
@NullMarked
package io.dering.gateway.agents;

import org.jspecify.annotations.NullMarked;
