package io.dering.transport.udp;

import io.dering.media.leg.LegEvent;

/// What the owner of a leg hears, on the loop's thread: return at once, never block.
public interface LegListener {
  void legEvent(MediaLeg leg, LegEvent event);

  /// An authentic RTP packet of the peer, in the clear, before any bridge takes it; borrowed, not
  /// to be changed.
  default void media(byte[] buffer, int offset, int length, long nowNanos) {}
}
