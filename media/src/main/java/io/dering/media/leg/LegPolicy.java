package io.dering.media.leg;

import io.dering.media.ice.InetAddressPolicy;

/// How legs towards one kind of peer are made.
///
/// @param iceLite whether we answer checks only. True towards browsers, which are full agents
///   behind NATs; false towards Meta, which is lite itself (RFC 8445 §2.5: two lite ends cannot
///   connect).
/// @param addresses which of the peer's addresses we send to at all
/// @param cname the canonical name in SDP and RTCP (RFC 3550 §6.5.1), without anything personal
public record LegPolicy(boolean iceLite, InetAddressPolicy addresses, String cname) {}
