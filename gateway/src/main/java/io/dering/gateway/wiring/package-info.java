/// Puts the parts together; the only package that sees them all, and the only one that reads a
/// clock or draws randomness.
///
/// [Gateway] is the table of contents: open the store, bind the media port, run a switchboard for
/// each account, mount the edges, listen; and the same backwards. [MediaPlane] is the one place
/// where the call heart's words (call, connection) meet the packet heart's (leg, bridge).
@NullMarked
package io.dering.gateway.wiring;

import org.jspecify.annotations.NullMarked;
