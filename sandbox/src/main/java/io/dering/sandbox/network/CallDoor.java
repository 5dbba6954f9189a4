package io.dering.sandbox.network;

import io.dering.sandbox.graph.ConnectAnswer;
import io.dering.sandbox.graph.ConnectWish;
import io.dering.sandbox.graph.GraphAction;
import io.dering.sandbox.graph.GraphCalls;
import io.dering.sandbox.graph.GraphError;
import java.util.Optional;
import java.util.function.Consumer;

/// Where Graph's requests about calls go in: to whichever network has the call.
public record CallDoor(Network inbound, OutboundNetwork outbound) implements GraphCalls {
  @Override
  public void handle(GraphAction action, Consumer<Optional<GraphError>> answer) {
    if (outbound.knows(action.callId())) {
      outbound.handle(action, answer);
    } else {
      inbound.handle(action, answer);
    }
  }

  @Override
  public void connect(ConnectWish wish, Consumer<ConnectAnswer> answer) {
    outbound.connect(wish, inbound::isBusy, answer);
  }

  /// A call's connect could not be delivered.
  public void undelivered(String callId, String sentence) {
    if (outbound.knows(callId)) {
      outbound.undelivered(callId, sentence);
    } else {
      inbound.undelivered(callId, sentence);
    }
  }
}
