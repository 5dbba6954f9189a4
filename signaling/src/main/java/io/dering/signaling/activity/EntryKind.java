package io.dering.signaling.activity;

/// What moved a balance (BAL-7). Stored and shown: append only.
public enum EntryKind {
  /// Money came in.
  TOP_UP,
  /// A started minute of a call was paid.
  CHARGE,
  /// Something charged was given back.
  REFUND,
  /// What Meta said later of a call differs from what was charged (BAL-6).
  ADJUSTMENT
}
