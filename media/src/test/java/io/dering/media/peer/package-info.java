/// Whole legs on the emulated network: a leg, a port and a DTLS engine of fakes each, for pair
/// tests of [io.dering.media.leg] and [io.dering.media.bridge].
///
/// The fake handshake goes over the same network as everything else, so it suffers the same loss:
/// hello → answer → finished, each repeated until the next one comes. Both ends draw the keying
/// material from the two nonces. Everything runs on the caller's thread; the same seed gives the
/// same run.
@NullMarked
package io.dering.media.peer;

import org.jspecify.annotations.NullMarked;
