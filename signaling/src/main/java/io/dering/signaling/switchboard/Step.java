package io.dering.signaling.switchboard;

import io.dering.signaling.activity.ActivityRecord;
import java.util.List;

/// What one fact or one advance led to. Store the records first, then release the commands.
public record Step(List<ActivityRecord> records, List<Command> commands) {
  public static final Step NOTHING = new Step(List.of(), List.of());

  public Step {
    records = List.copyOf(records);
    commands = List.copyOf(commands);
  }
}
