package io.dering.signaling.switchboard;

import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.id.ConnectionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// One step being put together: its instant, and what it has led to so far.
final class Work {
  private final Instant now;
  private final List<CallRecord> records = new ArrayList<>();
  private final List<Command> commands = new ArrayList<>();

  Work(Instant now) {
    this.now = now;
  }

  Instant now() {
    return now;
  }

  void write(CallRecord callRecord) {
    records.add(callRecord);
  }

  void order(Command command) {
    commands.add(command);
  }

  void tell(ConnectionId connection, DeskMessage message) {
    commands.add(new Command.Tell(connection, message));
  }

  void tell(List<ConnectionId> connections, DeskMessage message) {
    for (ConnectionId connection : connections) {
      tell(connection, message);
    }
  }

  Step step() {
    return records.isEmpty() && commands.isEmpty() ? Step.NOTHING : new Step(records, commands);
  }
}
