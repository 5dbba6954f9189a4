package io.dering.transport.udp;

import io.dering.media.bridge.Bridge;
import io.dering.media.leg.LegDrop;
import org.jspecify.annotations.Nullable;

/// A bridge in its place: the customer's slot and, while there is one, the agent's.
final class CallSlot {
  private final Bridge bridge;
  private final LegSlot customer;
  private @Nullable LegSlot agent;
  private boolean answered;

  CallSlot(LegSlot customer) {
    this.customer = customer;
    this.bridge = new Bridge(customer.leg());
    customer.call = this;
  }

  Bridge bridge() {
    return bridge;
  }

  LegSlot customer() {
    return customer;
  }

  /// Somebody has picked up: sound may flow.
  void openGate(long nowNanos) {
    answered = true;
    bridge.openGate(nowNanos, customer);
  }

  boolean answered() {
    return answered;
  }

  void attach(LegSlot next, long nowNanos) {
    if (next.call != null && next.call != this) {
      next.call.detach(nowNanos);
    }
    detach(nowNanos);
    agent = next;
    next.call = this;
    bridge.attach(next.leg(), nowNanos);
  }

  void detach(long nowNanos) {
    if (agent != null) {
      agent.call = null;
      agent = null;
      bridge.detach(nowNanos);
    }
  }

  void dissolve(long nowNanos) {
    detach(nowNanos);
    customer.call = null;
  }

  /// Sends what the bridge has due.
  void advance(long nowNanos) {
    bridge.advance(nowNanos, customer, agent);
  }

  void pass(LegSlot from, byte[] b, int offset, int length, long nowNanos) {
    LegSlot to = agent;
    if (from != customer) {
      bridge.fromAgent(b, offset, length, nowNanos, customer);
    } else if (to != null) {
      bridge.fromCustomer(b, offset, length, nowNanos, to);
    } else {
      customer.leg().stats().drop(LegDrop.NOBODY_LISTENS);
    }
  }

  /// A leg of this call has closed.
  void lost(LegSlot slot, long nowNanos) {
    if (slot == agent) {
      detach(nowNanos);
    } else {
      dissolve(nowNanos);
    }
  }
}
