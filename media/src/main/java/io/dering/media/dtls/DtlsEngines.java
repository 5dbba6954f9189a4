package io.dering.media.dtls;

/// The DTLS stack of this process.
public interface DtlsEngines {
  /// Begins one handshake attempt; a client's first flight leaves through the sink at once. Never
  /// blocks, and never calls the sink before it has returned control to another thread.
  ///
  /// @param expected the certificate fingerprint that the peer's SDP promised
  DtlsEngine open(DtlsRole role, Fingerprint expected, DtlsSink sink);

  /// The fingerprint of our certificate, for our SDP.
  Fingerprint localFingerprint();
}
