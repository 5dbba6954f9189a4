package io.dering.signaling.call;

import java.util.List;

/// The state after an input, and what it asks for.
public record Decision(CallState next, List<CallOutput> outputs) {
  public Decision {
    outputs = List.copyOf(outputs);
  }

  static Decision stay(CallState state) {
    return new Decision(state, List.of());
  }

  static Decision of(CallState next, CallOutput... outputs) {
    return new Decision(next, List.of(outputs));
  }
}
