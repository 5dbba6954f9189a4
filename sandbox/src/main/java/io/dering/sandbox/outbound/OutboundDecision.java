package io.dering.sandbox.outbound;

import java.util.List;

/// The next state and what is to be done, in order.
public record OutboundDecision(OutboundState next, List<OutboundEffect> effects) {
  public OutboundDecision {
    effects = List.copyOf(effects);
  }

  static OutboundDecision of(OutboundState next, OutboundEffect... effects) {
    return new OutboundDecision(next, List.of(effects));
  }

  static OutboundDecision stay(OutboundState state) {
    return new OutboundDecision(state, List.of());
  }
}
