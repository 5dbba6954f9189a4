package io.dering.sandbox.graph;

import org.jspecify.annotations.Nullable;

/// A request that reads well. Whether the call's state allows it is another matter.
public sealed interface GraphAction {
  String callId();

  /// Its name on the wire.
  String action();

  record PreAccept(String callId, String answer) implements GraphAction {
    @Override
    public String action() {
      return "pre_accept";
    }
  }

  /// @param callbackText `biz_opaque_callback_data`, which comes back with the terminate webhook
  record Accept(String callId, String answer, @Nullable String callbackText)
      implements GraphAction {
    @Override
    public String action() {
      return "accept";
    }
  }

  record Reject(String callId) implements GraphAction {
    @Override
    public String action() {
      return "reject";
    }
  }

  record Terminate(String callId) implements GraphAction {
    @Override
    public String action() {
      return "terminate";
    }
  }
}
