package io.dering.media.dtls;

import io.dering.media.srtp.SrtpProfile;

/// What a handshake yields for SRTP.
///
/// @param profile the negotiated protection profile
/// @param keyingMaterial output of the exporter `EXTRACTOR-dtls_srtp` (RFC 5764 §4.2): client key,
///   server key, client salt, server salt; `profile.keyingMaterialLength()` bytes; owned by the
///   receiver of this record
/// @param client true when this end was the DTLS client
// The array is handed over once and read once; a copy would leave a second secret in memory.
@SuppressWarnings("ArrayRecordComponent")
public record DtlsKeys(SrtpProfile profile, byte[] keyingMaterial, boolean client) {
  public DtlsKeys {
    if (keyingMaterial.length != profile.keyingMaterialLength()) {
      throw new IllegalArgumentException(
          profile + " takes " + profile.keyingMaterialLength() + " bytes of keying material");
    }
  }

  /// Without the keys: they must not reach a log.
  @Override
  public String toString() {
    return "DtlsKeys[" + profile + ", " + (client ? "client" : "server") + ", redacted]";
  }
}
