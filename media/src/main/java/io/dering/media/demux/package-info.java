/// What a datagram on the one media port is: STUN, DTLS, RTP or RTCP, told by its first two bytes.
///
/// RFC 7983 §7 (first byte), RFC 5761 §4 (payload types 64..95 are RTCP). We leave out ZRTP, TURN
/// channels and QUIC (RFC 9443): nobody speaks them to us, so they are `OTHER` and dropped. Any
/// thread, no state; the buffer is only read. The test walks all 256 first bytes.
@NullMarked
package io.dering.media.demux;

import org.jspecify.annotations.NullMarked;
