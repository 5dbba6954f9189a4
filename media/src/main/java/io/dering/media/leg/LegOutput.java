package io.dering.media.leg;

import io.dering.media.dtls.DtlsRole;
import java.net.InetSocketAddress;

/// Where a leg puts what it makes. Every method is called on the leg's own thread, during one of
/// the leg's verbs; buffers are borrowed until the method returns.
public interface LegOutput {
  /// A datagram for the peer.
  void transmit(byte[] buffer, int offset, int length, InetSocketAddress to);

  /// A DTLS attempt is to begin; `attempt` counts from 1. An earlier attempt's engine is to be
  /// closed.
  ///
  /// @param role ours in this attempt
  void startDtls(int attempt, DtlsRole role);

  /// A datagram from a validated address, for the engine of this attempt, which filters it first.
  void receiveDtls(int attempt, byte[] buffer, int offset, int length);

  /// An authentic RTP packet (header and payload, decrypted) of a payload type that was agreed.
  void media(byte[] buffer, int offset, int length);

  void legEvent(LegEvent event);
}
