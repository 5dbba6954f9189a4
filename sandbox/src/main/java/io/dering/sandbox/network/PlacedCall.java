package io.dering.sandbox.network;

/// A phone's hold on its call; may be used from any thread.
public interface PlacedCall {
  /// The customer taps *End*. Nothing happens when the call is over already.
  void hangUp();
}
