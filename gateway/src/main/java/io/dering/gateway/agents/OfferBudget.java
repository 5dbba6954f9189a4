package io.dering.gateway.agents;

/// How often one socket may offer a leg: each offer costs the media loop a leg with its ICE agent
/// and its handshake, so a page in a loop must not have one for the asking. A token bucket; time is
/// an argument.
final class OfferBudget {
  /// Offers at once. More lets a page with a bad network try harder, less makes a loop cheaper.
  static final int BURST = 5;

  /// One more after so long. A page that retries needs one in several seconds.
  static final long ONE_MORE_NANOS = 2_000_000_000L;

  private long fullAtNanos;

  /// A budget that nothing has been taken of.
  OfferBudget(long nowNanos) {
    fullAtNanos = nowNanos;
  }

  /// Takes one offer; false when there is none to take, and then nothing is.
  boolean take(long nowNanos) {
    long spent = Math.max(0, fullAtNanos - nowNanos);
    if (spent > (BURST - 1) * ONE_MORE_NANOS) {
      return false;
    }
    fullAtNanos = nowNanos + spent + ONE_MORE_NANOS;
    return true;
  }
}
