package io.dering.transport.udp;

import io.dering.media.leg.LegEvent;

/// What the owner of a leg hears of it, on the loop's thread: return at once, never block.
public interface LegListener {
  void legEvent(MediaLeg leg, LegEvent event);
}
