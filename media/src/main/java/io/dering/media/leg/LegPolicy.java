package io.dering.media.leg;

import io.dering.media.ice.InetAddressPolicy;
import io.dering.media.sdp.LocalAudio;

/// How legs towards one kind of peer are made.
///
/// @param iceLite whether we answer checks only. True towards browsers, which are full agents
///   behind NATs; false towards Meta, which is lite itself (RFC 8445 §2.5: two lite ends cannot
///   connect).
/// @param addresses which of the peer's addresses we send to at all
/// @param cname the canonical name in SDP and RTCP (RFC 3550 §6.5.1), without anything personal
/// @param dtls what our SDP says of the DTLS roles
/// @param style whose handwriting our SDP has
public record LegPolicy(
    boolean iceLite,
    boolean beforeNomination,
    InetAddressPolicy addresses,
    String cname,
    DtlsManner dtls,
    LocalAudio.Style style) {
  /// The gateway's own way.
  public LegPolicy(boolean iceLite, InetAddressPolicy addresses, String cname) {
    this(iceLite, iceLite, addresses, cname, DtlsManner.USUAL, LocalAudio.Style.GATEWAY);
  }

  /// The way of a stand-in for Meta: lite, waiting for our nomination, and written like Meta's.
  ///
  /// @param dtls which role its answers take
  public static LegPolicy likeMeta(String cname, DtlsManner dtls) {
    return new LegPolicy(
        true, false, InetAddressPolicy.ALLOW_ALL, cname, dtls, LocalAudio.Style.META);
  }

  /// The same with another word about the DTLS roles.
  public LegPolicy with(DtlsManner manner) {
    return new LegPolicy(iceLite, beforeNomination, addresses, cname, manner, style);
  }
}
