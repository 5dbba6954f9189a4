/// Requests to Meta's Graph API: one command in, exactly one fact out.
///
/// Source: Meta's calling reference, parts 0.1, 1.3 and 10. Bodies and answers are written and read
/// by `io.dering.signaling.meta`; this package sends, waits, repeats where that is safe, and keeps
/// the requests of one call in order.
///
/// Left out: Vert.x's WebClient, because it hides whether a request has left this machine, and that
/// is what decides whether it may be repeated. Redirects are not followed: the token would go
/// along.
///
/// One event loop owns all state; commands may come from any thread. Tests run against a real
/// server with a table of faults.
@NullMarked
package io.dering.gateway.graph;

import org.jspecify.annotations.NullMarked;
