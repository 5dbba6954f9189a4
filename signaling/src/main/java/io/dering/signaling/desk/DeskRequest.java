package io.dering.signaling.desk;

import io.dering.signaling.agent.Presence;
import io.dering.signaling.agent.Readiness;
import io.dering.signaling.call.SessionDescription;
import io.dering.signaling.id.CallId;
import org.jspecify.annotations.Nullable;

/// Page to gateway.
public sealed interface DeskRequest {

  /// Must be first, within 5 s. `token` in `serve`, `agent` under `dev` only; `page` is the tab's
  /// own random id.
  record Hello(@Nullable String token, @Nullable String agent, String page) implements DeskRequest {
    /// Redacted: the token signs in.
    @Override
    public String toString() {
      return "Hello[redacted]";
    }
  }

  record LegOffer(SessionDescription offer) implements DeskRequest {}

  /// ONLINE or AWAY only.
  record SetPresence(Presence presence) implements DeskRequest {}

  record AcceptCall(CallId call) implements DeskRequest {}

  record DeclineCall(CallId call) implements DeskRequest {}

  record HangUpCall(CallId call) implements DeskRequest {}

  record MuteCall(CallId call, boolean muted) implements DeskRequest {}

  /// What the check at sign-in found (IN-15).
  record ReadyReport(Readiness readiness) implements DeskRequest {}

  /// What the page heard and said of a call since the report before (REP-1).
  record QualityReport(CallId call, PageFigures figures) implements DeskRequest {}

  /// What a `challenge` asks for, with its id.
  record Answer(long id) implements DeskRequest {}

  record Ping(PingId id) implements DeskRequest {}
}
