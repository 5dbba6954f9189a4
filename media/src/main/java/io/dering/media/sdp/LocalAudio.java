package io.dering.media.sdp;

import io.dering.media.dtls.Fingerprint;
import io.dering.media.ice.Candidate;
import io.dering.media.ice.IceCredentials;
import java.net.InetSocketAddress;
import java.util.List;

/// What we say about our end of a call. All texts are ours, never a peer's.
///
/// @param iceLite written at session level when true
/// @param candidates all are written
/// @param setup our DTLS role
/// @param ssrc of the audio we send, as an unsigned 32-bit number
/// @param cname of our RTCP, and name of our media stream in [Style#GATEWAY]
/// @param trackId name of our track
/// @param sessionId first number of `o=`; in practice the time of the call in milliseconds
/// @param defaultAddress resolved; for `m=` and `c=`, which peers with ICE ignore
public record LocalAudio(
    boolean iceLite,
    IceCredentials ice,
    List<Candidate> candidates,
    Fingerprint fingerprint,
    DtlsSetup setup,
    long ssrc,
    String cname,
    String trackId,
    long sessionId,
    InetSocketAddress defaultAddress,
    Style style) {
  private static final long MAX_SSRC = 0xFFFF_FFFFL;

  /// Whose handwriting the SDP has.
  public enum Style {
    /// The gateway's, as agreed with Meta and with browsers.
    GATEWAY,
    /// Meta's, for the stand-in.
    META
  }

  public LocalAudio {
    candidates = List.copyOf(candidates);
    if (ssrc < 0 || ssrc > MAX_SSRC) {
      throw new IllegalArgumentException("an SSRC has 32 bits");
    }
    if (defaultAddress.isUnresolved()) {
      throw new IllegalArgumentException("the default address must be resolved");
    }
  }

  /// Without addresses and secrets.
  @Override
  public String toString() {
    return "LocalAudio[" + style + ", " + setup.token() + ", redacted]";
  }
}
