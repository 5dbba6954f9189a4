package io.dering.signaling.agent;

import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ConnectionId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What is known of one agent. Owned by the [Roster].
final class Desk {
  Agent agent;
  boolean disabled;
  boolean mayCall = true;
  final Map<ConnectionId, Tab> tabs = new LinkedHashMap<>();
  Presence chosen = Presence.ONLINE;
  Instant ableUntil = Instant.MIN;
  Optional<CallId> holding = Optional.empty();
  Optional<Instant> wrapUpUntil = Optional.empty();
  Optional<Instant> legDownSince = Optional.empty();
  Optional<Instant> seenSince = Optional.empty();
  boolean signedIn;
  boolean toldUnreachable;
  private Presence seen = Presence.OFFLINE;

  Desk(Agent agent) {
    this.agent = agent;
  }

  enum Leg {
    UP,
    /// Nothing is heard over it.
    QUIET,
    DOWN
  }

  /// What is known of one tab.
  static final class Tab {
    final Device device;
    Optional<Readiness> readiness = Optional.empty();
    Leg leg = Leg.DOWN;
    Optional<Instant> silentSince = Optional.empty();

    private Tab(Device device) {
      this.device = device;
    }

    boolean isLive() {
      return silentSince.isEmpty();
    }
  }

  /// A call goes before a page that is gone for a moment, and a wrap-up before what was chosen.
  Presence presence() {
    if (holding.isPresent()) {
      return Presence.ON_CALL;
    }
    if (tabs.isEmpty()) {
      return Presence.OFFLINE;
    }
    return wrapUpUntil.isPresent() ? Presence.WRAP_UP : chosen;
  }

  /// Notes since when the agent is as colleagues see it now.
  void look(Instant now) {
    if (presence() != seen) {
      seen = presence();
      seenSince = Optional.of(now);
    }
  }

  void open(ConnectionId connection, Device device, Instant now) {
    tabs.put(connection, new Tab(device));
    lookAtLegs(now);
    look(now);
  }

  void close(ConnectionId connection, Instant now) {
    tabs.remove(connection);
    lookAtLegs(now);
    look(now);
  }

  void leg(ConnectionId connection, Leg leg, Instant at) {
    Tab tab = tabs.get(connection);
    if (tab != null) {
      tab.leg = leg;
      lookAtLegs(at);
    }
  }

  private void lookAtLegs(Instant at) {
    boolean down = !tabs.isEmpty() && tabs.values().stream().noneMatch(t -> t.leg == Leg.UP);
    legDownSince = down ? legDownSince.or(() -> Optional.of(at)) : Optional.empty();
  }

  boolean hasLivePage() {
    for (Tab tab : tabs.values()) {
      if (tab.isLive()) {
        return true;
      }
    }
    return false;
  }

  /// The last of the pages counts: until then one answered.
  Optional<Instant> silentSince() {
    return hasLivePage()
        ? Optional.empty()
        : tabs.values().stream().flatMap(tab -> tab.silentSince.stream()).max(Instant::compareTo);
  }
}
