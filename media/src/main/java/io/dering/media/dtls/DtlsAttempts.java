package io.dering.media.dtls;

/// The handshake attempts towards one peer, one after the other.
///
/// A client says the very same hello in each of them. A peer that has answered the first one goes
/// on from there: it takes another hello for a stranger's, or for nothing, and would be lost to
/// every later attempt.
public interface DtlsAttempts {
  /// Begins one handshake attempt; a client's first flight leaves through the sink at once. Never
  /// blocks, and never calls the sink before it has returned control to another thread. The attempt
  /// before is to be closed.
  DtlsEngine open(DtlsRole role, DtlsSink sink);
}
