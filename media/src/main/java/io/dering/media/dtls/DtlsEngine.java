package io.dering.media.dtls;

/// One handshake attempt and, when it succeeds, the connection that follows it.
public interface DtlsEngine {
  /// Takes one datagram from the peer's validated address. Never blocks; what the engine cannot
  /// take (refused by the filter, queue full, attempt over) is dropped, and DTLS retransmits.
  ///
  /// @param b borrowed for the call
  void receive(byte[] b, int off, int len);

  /// Ends the attempt or the connection. An established connection says close_notify through the
  /// sink and then that it has ended; no other sink method is called afterwards. Repeated calls do
  /// nothing.
  void close();
}
