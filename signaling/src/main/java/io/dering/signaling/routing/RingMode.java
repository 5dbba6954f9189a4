package io.dering.signaling.routing;

/// How a ring group rings.
public enum RingMode {
  /// Every free member at once (RG-2).
  RING_ALL,
  /// One member for each call, in turn (RG-3).
  ROUND_ROBIN
}
