package io.dering.gateway.conductor;

import java.util.concurrent.atomic.AtomicInteger;

/// A stored webhook whose facts are on their way: it is processed when the last of them is.
final class InboxTicket {
  private final long id;
  private final boolean shared;
  private final AtomicInteger left;

  InboxTicket(long id, int facts, boolean shared) {
    this.id = id;
    this.shared = shared;
    this.left = new AtomicInteger(facts);
  }

  long id() {
    return id;
  }

  /// Whether its facts go to more than one conductor: then the last one marks it after its records
  /// are stored, otherwise in the same commit.
  boolean shared() {
    return shared;
  }

  /// Notes that one fact has been handled; true for the last one.
  boolean handledLast() {
    return left.decrementAndGet() == 0;
  }
}
