package io.dering.media.dtls;

/// The DTLS stack of this process.
public interface DtlsEngines {
  /// A peer to shake hands with, in one attempt or several.
  ///
  /// @param expected the certificate fingerprint that the peer's SDP promised
  DtlsAttempts towards(Fingerprint expected);

  /// The only attempt towards a peer.
  default DtlsEngine open(DtlsRole role, Fingerprint expected, DtlsSink sink) {
    return towards(expected).open(role, sink);
  }

  /// The fingerprint of our certificate, for our SDP.
  Fingerprint localFingerprint();
}
