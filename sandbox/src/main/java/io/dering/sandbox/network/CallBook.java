package io.dering.sandbox.network;

import io.dering.sandbox.calls.Customer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;

/// The calls that were answered and are over, as Meta's accounts have them. On the sandbox's
/// context.
public final class CallBook {
  /// The oldest go first.
  private static final int MOST = 10_000;

  private final ArrayDeque<Talk> talks = new ArrayDeque<>();

  /// @param byBusiness whether the business called
  /// @param from the pickup
  public record Talk(boolean byBusiness, Customer customer, Instant from, Instant until) {}

  void add(Talk talk) {
    talks.addLast(talk);
    if (talks.size() > MOST) {
      talks.removeFirst();
    }
  }

  /// Oldest first.
  public List<Talk> talks() {
    return List.copyOf(talks);
  }
}
