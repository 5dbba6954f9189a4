/// Bad weather for real sockets: a relay on the loopback that a peer is sent to instead of the
/// gateway (or the gateway instead of Meta), with the seeded inside of
/// [io.dering.media.net.RelayCore].
///
/// To the one behind it the relay is a NAT: it sees each peer at a port of the relay's, and
/// [io.dering.transport.relay.UdpRelay#move] gives the peers other ports, as a NAT that was
/// restarted or a phone that changed its network does. Fates are by seed and count; the instants
/// are the machine's, so tests count and never time.
///
/// `java -cp ... io.dering.transport.relay.RelayCommand PORT SEED` is the same for programs in
/// other languages, by lines of text.
@NullMarked
package io.dering.transport.relay;

import org.jspecify.annotations.NullMarked;
