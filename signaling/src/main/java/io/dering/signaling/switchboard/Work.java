package io.dering.signaling.switchboard;

import io.dering.signaling.activity.ActivityRecord;
import io.dering.signaling.activity.AgentRecord;
import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.activity.ChannelRecord;
import io.dering.signaling.activity.ChannelTold;
import io.dering.signaling.activity.LedgerRecord;
import io.dering.signaling.activity.PermissionRecord;
import io.dering.signaling.activity.PushRecord;
import io.dering.signaling.activity.RateCardRecord;
import io.dering.signaling.activity.RingGroupRecord;
import io.dering.signaling.activity.RoomRecord;
import io.dering.signaling.activity.UserRecord;
import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ConnectionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One step being put together: its instant, what it has led to so far, and which call it is about
/// at the moment, so that a defect costs that call and nothing else.
final class Work {
  private final Instant now;
  private @Nullable Subject subject;
  private final List<ActivityRecord> records = new ArrayList<>();
  private final List<Command> commands = new ArrayList<>();

  Work(Instant now) {
    this.now = now;
  }

  Instant now() {
    return now;
  }

  /// A call that the step has turned to, and where everything stood then.
  private record Subject(LiveCall call, LiveCall.Before before, int records, int commands) {}

  /// From here on the step is about this call.
  void turnTo(LiveCall call) {
    Subject known = subject;
    if (known == null || !known.call().equals(call)) {
      subject = new Subject(call, call.before(), records.size(), commands.size());
    }
  }

  /// From here on the step is about no call.
  void turnAway() {
    subject = null;
  }

  /// The call that the step is about.
  Optional<LiveCall> subject() {
    return Optional.ofNullable(subject).map(Subject::call);
  }

  /// Takes back what the step has led to for the call that it is about; what it has led to for
  /// others, and what pages were told, stays.
  ///
  /// @return what the call was when the step turned to it
  Optional<LiveCall.Before> takeBack() {
    Subject taken = subject;
    if (taken == null) {
      return Optional.empty();
    }
    CallId call = taken.call().id();
    records.subList(taken.records(), records.size()).removeIf(r -> isOf(call, r));
    commands.subList(taken.commands(), commands.size()).removeIf(c -> isFor(call, c));
    return Optional.of(taken.before());
  }

  private static boolean isOf(CallId call, ActivityRecord written) {
    return switch (written) {
      case CallRecord ofCall -> ofCall.call().equals(call);
      case RingGroupRecord _,
          AgentRecord _,
          RoomRecord _,
          ChannelRecord _,
          ChannelTold _,
          LedgerRecord _,
          PermissionRecord _,
          PushRecord _,
          RateCardRecord _,
          UserRecord _ ->
          false;
    };
  }

  private static boolean isFor(CallId call, Command command) {
    return switch (command) {
      case Command.ForMedia media -> media.call().equals(call);
      case Command.ForGraph graph -> graph.call().equals(call);
      case Command.ForPush push -> push.call().equals(call);
      case Command.ForPermission permission -> permission.call().equals(call);
      case Command.Tell _, Command.Answer _, Command.ForSettings _ -> false;
    };
  }

  /// How the calls ended that ended in this step.
  List<CallRecord.CallClosed> closed() {
    List<CallRecord.CallClosed> closed = List.of();
    for (ActivityRecord written : records) {
      if (written instanceof CallRecord.CallClosed end) {
        // Most steps end no call.
        closed = closed.isEmpty() ? new ArrayList<>() : closed;
        closed.add(end);
      }
    }
    return closed;
  }

  void write(ActivityRecord written) {
    records.add(written);
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
