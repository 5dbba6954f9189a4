package io.dering.signaling.simulation;

import io.dering.signaling.backend.PermissionOutcome;
import io.dering.signaling.backend.PermissionRequest;
import io.dering.signaling.backend.RequestId;
import io.dering.signaling.call.MetaError;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.id.RoomId;
import io.dering.signaling.room.Actor;
import io.dering.signaling.room.Room;
import io.dering.signaling.simulation.Clockwork.Mishap;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Asks customers of one account for permission to call, far more often than may be; Meta takes a
/// request, refuses it, or takes it and nobody hears of that.
final class Asker {
  private static final int ASK_LIMIT = 138_009;

  private final Clockwork clock;
  private final BooleanSupplier open;
  private final WithinLimits limits;
  private final Runner runner;
  private int messages;

  /// Away from the ids of the account's other requests.
  private long asked = 3_000_000_000L;

  /// @param open whether the day goes on
  Asker(Clockwork clock, BooleanSupplier open, WithinLimits limits, Runner runner) {
    this.clock = clock;
    this.open = open;
    this.limits = limits;
    this.runner = runner;
  }

  void begin() {
    if (!open.getAsBoolean()) {
      return;
    }
    if (clock.isNight()) {
      clock.after(clock.untilMorningMs(), this::begin);
      return;
    }
    List<RoomId> rooms = runner.kept().rooms();
    if (!rooms.isEmpty()) {
      RoomId room = rooms.get(clock.upTo(rooms.size()));
      ask(
          new PermissionRequest.BeginAsk(
              room, new Actor.Backend(), "May we call you?", clock.chance(70), clock.chance(90)));
    }
    clock.after(1 + clock.upTo(60_000), this::begin);
  }

  private void ask(PermissionRequest request) {
    if (runner.isUp()) {
      runner.tell(new Fact.Requested(new RequestId(++asked), request));
    }
  }

  void answered(Command.Answer answer) {
    if (!(answer.answer() instanceof PermissionOutcome.Begun(var room, var ask))) {
      return;
    }
    if (clock.chance(10)) {
      clock.count(Mishap.ASK_REFUSED);
      Optional<MetaError> error =
          clock.chance(50) ? Optional.empty() : Optional.of(MetaError.of(ASK_LIMIT));
      later(new PermissionRequest.AskNotSent(room.id(), new Actor.Backend(), ask.id(), error));
      return;
    }
    taken(room);
    if (clock.chance(10)) {
      clock.count(Mishap.ASK_ANSWER_LOST);
      if (clock.chance(50)) {
        later(new PermissionRequest.AskUnsure(room.id(), new Actor.Backend(), ask.id()));
      }
      return;
    }
    MessageId message = new MessageId("wamid.ask-" + ++messages);
    later(new PermissionRequest.AskTaken(room.id(), new Actor.Backend(), ask.id(), message));
  }

  private void taken(Room room) {
    limits.asked(runner.settings().account(), room.customer().caller(), clock.now());
  }

  private void later(PermissionRequest request) {
    clock.after(1 + clock.upTo(400), () -> ask(request));
  }
}
