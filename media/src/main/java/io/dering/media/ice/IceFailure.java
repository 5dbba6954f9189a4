package io.dering.media.ice;

/// Why no pair was selected.
public enum IceFailure {
  /// The peer is lite, so it never checks us, and gave no address that we may or can use.
  NO_USABLE_CANDIDATE,
  /// No check was answered and none arrived before the deadline.
  NO_ANSWER,
  /// A pair works, yet the controlling side did not nominate one before the deadline.
  NOT_NOMINATED
}
