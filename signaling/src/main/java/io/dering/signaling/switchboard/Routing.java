package io.dering.signaling.switchboard;

import io.dering.signaling.agent.Roster;
import io.dering.signaling.routing.Assignments;
import io.dering.signaling.routing.Floor;
import io.dering.signaling.routing.RingGroups;
import io.dering.signaling.routing.Router;
import io.dering.signaling.routing.Turns;

/// What decides whom a call rings.
record Routing(
    RingGroups groups, Turns turns, Floor floor, Router router, Assignments assignments) {
  static Routing of(AccountSettings settings, Roster roster, Assignments assignments) {
    RingGroups groups = new RingGroups(settings.ringGroups(), settings.defaultGroup());
    Turns turns = new Turns();
    Floor floor = new Floor(roster, settings.policy().reachabilityGrace());
    return new Routing(groups, turns, floor, new Router(groups, turns, floor), assignments);
  }
}
