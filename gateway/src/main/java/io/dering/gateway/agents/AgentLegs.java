package io.dering.gateway.agents;

import io.dering.signaling.desk.PageFigures;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ConnectionId;
import java.util.concurrent.CompletionStage;

/// The media plane as the agents' sockets need it: at most one warm leg for each connection.
public interface AgentLegs {
  /// Makes a leg from the page's offer; a leg that the connection already has is replaced. Does not
  /// block; the stage may complete on any thread.
  CompletionStage<LegOutcome> open(ConnectionId connection, AgentId agent, String sdp);

  /// What the page of that connection measured of a call. Passed over when its leg is not on it.
  void figures(ConnectionId connection, CallId call, PageFigures figures);

  /// Closes the leg of a connection that is gone. Harmless when there is none.
  void close(ConnectionId connection);
}
