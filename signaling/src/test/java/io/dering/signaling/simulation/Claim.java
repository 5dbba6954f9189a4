package io.dering.signaling.simulation;

/// What auditors say.
final class Claim {
  private Claim() {}

  static void that(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
