package io.dering.gateway.wiring;

import io.dering.gateway.agents.DeskRoutes;
import io.dering.signaling.id.ConnectionId;
import java.time.Duration;
import java.util.function.Supplier;

/// What happens to agents' legs is told to the desk, which is opened after the media plane.
record DeskEars(Supplier<DeskRoutes> desk) implements MediaPlane.AgentLegEvents {
  @Override
  public void up(ConnectionId connection) {
    desk.get().legUp(connection);
  }

  @Override
  public void down(ConnectionId connection, String reason) {
    desk.get().legDown(connection, reason);
  }

  @Override
  public void quiet(ConnectionId connection, Duration silence) {
    desk.get().legQuiet(connection, silence);
  }

  @Override
  public void heard(ConnectionId connection) {
    desk.get().legHeard(connection);
  }
}
