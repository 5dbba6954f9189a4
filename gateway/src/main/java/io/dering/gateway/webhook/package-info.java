/// Meta's webhooks: verification, signature, parsing, and the hand-over to whoever keeps them.
///
/// Source: Meta's calling reference, parts 0.3 and 6. The words themselves are read by
/// `io.dering.signaling.meta`; this package is their shell.
///
/// Left out: mTLS from Meta (a reverse proxy's matter), and any decision about calls. Nothing is
/// done with a body whose signature is wrong, not even a count by content.
///
/// Runs on the HTTP event loop; a body belongs to this package until it is handed over whole. Tests
/// use the vectors of `meta/signature-vector.json` against a real server.
@NullMarked
package io.dering.gateway.webhook;

import org.jspecify.annotations.NullMarked;
