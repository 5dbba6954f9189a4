package io.dering.media.ice;

/// The life of an agent. Only forward: NEW → CHECKING → CONNECTED → LOST, or CHECKING → FAILED.
public enum IceState {
  /// Made, not started; drops everything.
  NEW,
  /// Looking for a pair; valid ones may exist already.
  CHECKING,
  /// A pair is nominated and consent is fresh, or may still come back.
  CONNECTED,
  /// No pair was nominated in time. Final: the agent is silent.
  FAILED,
  /// The peer stopped giving consent. Final: the agent is silent and no address is valid.
  LOST
}
