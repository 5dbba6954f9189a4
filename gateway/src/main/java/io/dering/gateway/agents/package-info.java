/// The agents' WebSocket, `/v1/desk`: who may open it, who signs in, what a page may cost us.
///
/// RFC 6455; RFC 7519 and 8725 (signed tokens and their best practice); the protocol itself stands
/// in `docs/agent-protocol.md` and is read and written by `io.dering.signaling.desk`.
///
/// Left out: cookies (a token in the first message cannot be sent by another site), binary
/// messages, resuming (a page that comes back gets a fresh welcome that holds all it needs), token
/// revocation (tokens live for minutes).
///
/// A socket belongs to its event loop; [DeskRoutes#tell], [DeskRoutes#legUp] and
/// [DeskRoutes#legDown] may be called from any thread. Tests speak through the JDK's WebSocket
/// client and, for frames that no client sends, through a bare socket.
@NullMarked
package io.dering.gateway.agents;

import org.jspecify.annotations.NullMarked;
