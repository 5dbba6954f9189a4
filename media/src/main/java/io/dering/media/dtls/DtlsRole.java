package io.dering.media.dtls;

/// Who sends the ClientHello: the end whose SDP says `setup:active` is the client (RFC 5763 §5).
public enum DtlsRole {
  /// Sends the first flight.
  CLIENT,
  /// Waits for the ClientHello.
  SERVER
}
