package io.dering.gateway.wiring;

import io.dering.gateway.agents.DeskRoutes;
import io.dering.gateway.conductor.TurnObserver;
import io.dering.signaling.activity.ActivityRecord;
import io.dering.signaling.activity.UserRecord;
import io.dering.signaling.agent.User;
import java.util.List;

/// Lets a change of an account's people count at the doors: before it is answered, tokens of
/// whoever is disabled open nothing, and the pages are closed (RO-1).
record UserWatch(Directory directory, DeskRoutes desk) implements TurnObserver {
  @Override
  public void stored(List<ActivityRecord> records) {
    for (ActivityRecord record : records) {
      if (record instanceof UserRecord changed) {
        directory.take(changed.account(), changed.users());
        changed.users().stream()
            .filter(User::disabled)
            .forEach(user -> desk.signOut(changed.account(), user.agent().id()));
      }
    }
  }
}
