package io.dering.media.sdp;

import io.dering.media.dtls.Fingerprint;
import io.dering.media.ice.Candidate;
import io.dering.media.ice.IceCredentials;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What a peer's SDP says, as far as a call needs it.
///
/// @param sessionId second field of `o=`, at most 64 characters
/// @param bundle whether `a=group:BUNDLE` lists the section
/// @param mid identification of the section; empty when the peer gave none
/// @param iceLite the peer answers checks and sends none
/// @param ice the peer's ufrag and password
/// @param candidates at most [SdpReader#MAX_CANDIDATES], RTP over UDP only, in the peer's order;
///   names stay unresolved
/// @param fingerprint of the peer's certificate
/// @param setup the peer's DTLS role
/// @param opusPayloadType 0 to 127
/// @param telephoneEventPayloadType the one at 8000 Hz, if offered
/// @param direction seen from the peer
/// @param ssrc of the peer's audio, when it says
public record AudioSession(
    String sessionId,
    boolean bundle,
    String mid,
    boolean iceLite,
    IceCredentials ice,
    List<Candidate> candidates,
    Fingerprint fingerprint,
    DtlsSetup setup,
    int opusPayloadType,
    OptionalInt telephoneEventPayloadType,
    Direction direction,
    OptionalLong ssrc) {
  public AudioSession {
    candidates = List.copyOf(candidates);
  }

  /// Without addresses and secrets.
  @Override
  public String toString() {
    return "AudioSession[opus="
        + opusPayloadType
        + ", "
        + setup.token()
        + ", "
        + direction.token()
        + ", "
        + candidates.size()
        + " candidates, redacted]";
  }
}
