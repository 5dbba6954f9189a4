package io.dering.media.dtls;

/// What [DtlsRecordFilter] decided about one datagram. Each reason is a counter.
public enum DtlsAdmission {
  /// Passed on to the DTLS stack.
  ADMITTED,
  /// A record that is cut short, empty, followed by stray bytes, or of unknown type or version.
  MALFORMED_RECORD,
  /// An epoch that this handshake cannot be in; there is no renegotiation, so only 0 and 1 exist.
  WRONG_EPOCH,
  /// A handshake fragment that contradicts itself: outside its message, empty, or cut short.
  MALFORMED_FRAGMENT,
  /// A handshake message that states more than 16 KiB.
  MESSAGE_TOO_LONG,
  /// A message number of 16 or more.
  TOO_MANY_MESSAGES,
  /// Another stated length than an earlier fragment of the same message.
  INCONSISTENT_LENGTH,
  /// The messages of this attempt together state more than 64 KiB.
  HANDSHAKE_TOO_LONG,
  /// More datagrams than a handshake attempt takes.
  TOO_MANY_DATAGRAMS,
  /// A handshake message that only the other role may send, such as a ClientHello to a client.
  WRONG_ROLE,
  /// A HelloVerifyRequest that no server sends: not alone in its datagram, not first, or after the
  /// answer to our hello.
  MISPLACED_HELLO_VERIFY,
  /// A hello that brings a cookie back. We ask nobody for one: the peer was told by a stranger, or
  /// a stranger sent it.
  HELLO_WITH_COOKIE,
  /// A ChangeCipherSpec to a server that has not the whole CertificateVerify yet.
  EARLY_CHANGE_CIPHER_SPEC,
  /// An alert nobody has authenticated.
  PLAIN_ALERT,
  /// Application data nobody has authenticated (CVE-2019-20786).
  PLAIN_APPLICATION_DATA,
  /// Plaintext after the handshake, other than what repairs a lost last flight.
  LATE_PLAINTEXT
}
