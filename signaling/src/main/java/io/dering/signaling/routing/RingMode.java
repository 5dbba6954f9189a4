package io.dering.signaling.routing;

/// How a ring group rings.
public enum RingMode {
  /// Every free member at once (RG-2).
  RING_ALL
}
