package io.dering.media.ice;

import java.net.InetSocketAddress;

/// Where an agent's output goes, during the call that caused it.
public interface IceOutput {
  /// Sends a datagram. The bytes are valid during this call only.
  void transmit(byte[] b, int off, int len, InetSocketAddress to);

  /// Reports. Must not call back into the agent.
  void iceEvent(IceEvent event);
}
