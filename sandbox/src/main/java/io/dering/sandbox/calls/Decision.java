package io.dering.sandbox.calls;

import java.util.List;

/// The next state and what is to be done, in order.
public record Decision(CallState next, List<CallEffect> effects) {
  public Decision {
    effects = List.copyOf(effects);
  }

  static Decision of(CallState next, CallEffect... effects) {
    return new Decision(next, List.of(effects));
  }

  static Decision stay(CallState state) {
    return new Decision(state, List.of());
  }

  static Decision refuse(CallState state, Refusal why) {
    return of(state, new CallEffect.RefuseRequest(why));
  }
}
