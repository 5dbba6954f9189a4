package io.dering.signaling.simulation;

import io.dering.signaling.call.CallProgress;
import io.dering.signaling.call.GraphAction;
import io.dering.signaling.call.MetaError;
import io.dering.signaling.permission.MetaPermission;
import io.dering.signaling.permission.MetaPermission.Action;
import io.dering.signaling.permission.MetaPermission.Limit;
import io.dering.signaling.permission.MetaPermission.Status;
import io.dering.signaling.simulation.Clockwork.Mishap;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import io.dering.signaling.switchboard.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Meta's half of calls of the business's: it says who may be called, takes a connect or not, and
/// tells what the customer does. Its webhooks may overtake its own answer, and each of them comes
/// with what was sent along or without.
final class Called {
  private static final Action YES = new Action(true, List.of());
  private static final Action NO = new Action(false, List.of());
  private static final int NO_PERMISSION = 138006;
  private static final int BUSY = 138003;
  private static final int LIMIT = 138013;

  private final Clockwork clock;
  private final Supplier<Faults> faults;
  private final Meta meta;

  Called(Clockwork clock, Supplier<Faults> faults, Meta meta) {
    this.clock = clock;
    this.faults = faults;
    this.meta = meta;
  }

  /// Whether somebody may be called.
  void carryOut(Runner runner, Command.ForPermission asked) {
    int life = runner.life();
    clock.after(1 + clock.upTo(400), () -> runner.tell(life, said(asked)));
  }

  private Fact said(Command.ForPermission asked) {
    if (clock.chance(faults.get().graphLost())) {
      clock.count(Mishap.PERMISSION_NOT_READ);
      Optional<MetaError> error =
          clock.chance(50) ? Optional.empty() : Optional.of(MetaError.of(100));
      return new Fact.PermissionNotRead(asked.call(), asked.channel(), error);
    }
    MetaPermission permission;
    int choice = clock.upTo(100);
    if (choice < 90) {
      permission = new MetaPermission(Status.PERMANENT, Optional.empty(), YES, YES);
    } else if (choice < 95) {
      clock.count(Mishap.PERMISSION_REFUSED);
      permission = new MetaPermission(Status.NONE, Optional.empty(), NO, YES);
    } else {
      clock.count(Mishap.PERMISSION_REFUSED);
      Limit usedUp = new Limit(Duration.ofDays(1), 5, 5, Optional.of(clock.now().plusSeconds(600)));
      permission =
          new MetaPermission(
              Status.PERMANENT, Optional.empty(), new Action(false, List.of(usedUp)), YES);
    }
    return new Fact.PermissionRead(asked.call(), asked.channel(), permission);
  }

  /// A connect arrives, is taken or not, and is answered or not.
  void carryOut(Runner runner, Command.Connect asked) {
    int life = runner.life();
    clock.after(1 + clock.upTo(400), () -> take(runner, life, asked));
  }

  private void take(Runner runner, int life, Command.Connect asked) {
    if (clock.chance(3 + faults.get().graphRefused() / 2)) {
      clock.count(Mishap.CONNECT_REFUSED);
      int code =
          switch (clock.upTo(4)) {
            case 0 -> NO_PERMISSION;
            case 1 -> BUSY;
            case 2 -> LIMIT;
            default -> 100;
          };
      runner.tell(
          life, new Fact.GraphRefused(asked.call(), GraphAction.CONNECT, MetaError.of(code)));
      return;
    }
    boolean lost = clock.chance(faults.get().graphLost());
    if (lost && clock.chance(50)) {
      clock.count(Mishap.CONNECT_ANSWER_LOST);
      runner.tell(life, new Fact.GraphUnknown(asked.call(), GraphAction.CONNECT));
      return;
    }
    Meta.Call call = meta.placed(runner, life, asked);
    rings(call, asked);
    // The answer takes its way, and webhooks may be quicker.
    int answerMs = clock.upTo(clock.chance(faults.get().late()) ? 6_000 : 60);
    if (lost) {
      clock.count(Mishap.CONNECT_ANSWER_LOST);
      clock.after(
          answerMs,
          () -> runner.tell(life, new Fact.GraphUnknown(asked.call(), GraphAction.CONNECT)));
    } else {
      clock.after(
          answerMs,
          () -> {
            if (life == runner.life()) {
              meta.named(call);
            }
            runner.tell(life, new Fact.CallPlaced(asked.call(), call.id));
          });
    }
  }

  private void rings(Meta.Call call, Command.Connect asked) {
    clock.after(
        clock.upTo(1_500),
        () ->
            send(
                call,
                new Fact.SessionAnswered(
                    call.id,
                    call.channel,
                    asked.customer(),
                    Stage.ANSWER,
                    data(asked),
                    clock.now())));
    clock.after(clock.upTo(2_500), () -> progress(call, asked, CallProgress.RINGING));
    int choice = clock.upTo(10);
    if (choice < 7) {
      clock.after(clock.upTo(clock.chance(30) ? 55_000 : 10_000), () -> pickUp(call, asked));
    } else if (choice < 8) {
      clock.after(
          2_000 + clock.upTo(20_000),
          () -> {
            if (!call.over && call.acceptedAt == null) {
              progress(call, asked, CallProgress.REJECTED);
              meta.end(call);
            }
          });
    }
    clock.after(
        Meta.RING_LIMIT_MS,
        () -> {
          if (call.acceptedAt == null) {
            meta.end(call);
          }
        });
  }

  private void pickUp(Meta.Call call, Command.Connect asked) {
    if (call.over) {
      return;
    }
    meta.pickedUp(call);
    progress(call, asked, CallProgress.ACCEPTED);
    meta.silent(call.id);
    clock.after(clock.upTo(clock.chance(80) ? 250_000 : 60_000), () -> meta.end(call));
  }

  private void progress(Meta.Call call, Command.Connect asked, CallProgress progress) {
    if (!call.over) {
      send(
          call, new Fact.CallProgressed(call.id, call.channel, progress, data(asked), clock.now()));
    }
  }

  private void send(Meta.Call call, Fact.FromMeta fact) {
    meta.send(call.runner, call.id.value() + fact.getClass(), fact);
  }

  private @Nullable String data(Command.Connect asked) {
    return clock.chance(70) ? asked.callbackData() : null;
  }
}
