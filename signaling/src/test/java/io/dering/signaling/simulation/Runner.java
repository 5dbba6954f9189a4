package io.dering.signaling.simulation;

import io.dering.signaling.activity.ActivityRecord;
import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.activity.PushRecord;
import io.dering.signaling.simulation.Clockwork.Mishap;
import io.dering.signaling.switchboard.AccountSettings;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import io.dering.signaling.switchboard.Stage;
import io.dering.signaling.switchboard.Step;
import io.dering.signaling.switchboard.Switchboard;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// One account's process: turns as the gateway's conductor makes them, around the production
/// switchboard. Facts wait while a commit is on its way; commands leave after it; a commit that
/// fails, and a kill at any point of a turn, end the process, and the next one starts from the
/// disk.
final class Runner {
  /// How long a process stays away.
  private static final int MAX_AWAY_MS = 30_000;

  /// How long a commit may be on its way.
  static final int MAX_COMMIT_MS = 700;

  private final AccountSettings settings;
  private final Disk disk = new Disk();
  private final Kept kept = new Kept();
  private final Deque<Queued> waiting = new ArrayDeque<>();
  private final Surroundings around;
  private final Consumer<Command> sink;
  private final Runnable lost;
  private @Nullable Switchboard switchboard;
  private final List<Step> late = new ArrayList<>();
  private boolean committing;
  private int life;
  private long wallAheadMs;
  private Instant knownDeadline = Instant.MIN;
  private long knownDeadlineMs;
  private long heldUpSinceMs = Long.MAX_VALUE;

  private record Queued(Fact fact, long ticket) {}

  private static final long NO_TICKET = -1;

  /// What the world around a process is made of.
  ///
  /// @param faults how often what goes wrong now
  /// @param mutation what becomes of a step: itself, except where auditors are put to the test
  record Surroundings(
      Clockwork clock, Supplier<Faults> faults, Auditor auditor, UnaryOperator<Step> mutation) {}

  /// @param sink where commands go
  /// @param lost told when the process is gone
  Runner(AccountSettings settings, Surroundings around, Consumer<Command> sink, Runnable lost) {
    this.settings = settings;
    this.around = around;
    this.sink = sink;
    this.lost = lost;
  }

  boolean isUp() {
    return switchboard != null;
  }

  /// A fact for the process, if there is one.
  void tell(Fact fact) {
    if (switchboard != null) {
      waiting.add(new Queued(fact, NO_TICKET));
      turn();
    }
  }

  /// The same from something that lived and died with one process: its media, its requests.
  void tell(int ofLife, Fact fact) {
    if (ofLife == life) {
      tell(fact);
    }
  }

  /// Which process of the account this is.
  int life() {
    return life;
  }

  AccountSettings settings() {
    return settings;
  }

  /// What is on the disk besides calls.
  Kept kept() {
    return kept;
  }

  /// A webhook; whether it is answered 200: then it is on the disk.
  boolean webhook(Fact.FromMeta fact) {
    if (switchboard == null || around.clock().rarely(around.faults().get().failedCommits())) {
      return false;
    }
    waiting.add(new Queued(fact, disk.receive(fact)));
    turn();
    return true;
  }

  /// When the switchboard wants to be woken, in true time.
  long nextMs() {
    if (switchboard == null) {
      return Long.MAX_VALUE;
    }
    Instant next = committing ? switchboard.nextCutOff() : switchboard.nextDeadline();
    if (!next.equals(knownDeadline)) {
      knownDeadline = next;
      knownDeadlineMs =
          next.equals(Instant.MAX)
              ? Long.MAX_VALUE
              : Duration.between(Stage.START, next).toMillis() - wallAheadMs;
    }
    return Math.max(around.clock().nowMs(), knownDeadlineMs);
  }

  /// Since when it has wanted to be woken; valid where `nextMs` names a time.
  long dueMs() {
    return knownDeadlineMs;
  }

  /// It is not woken although it wants to be, until something else happens.
  void holdUp() {
    heldUpSinceMs = Math.min(heldUpSinceMs, nextMs());
  }

  /// It has its turn.
  private void getsItsTurn() {
    long lateMs = around.clock().nowMs() - heldUpSinceMs;
    heldUpSinceMs = Long.MAX_VALUE;
    if (lateMs > 0) {
      around.auditor().heldUp(settings.account(), Duration.ofMillis(lateMs), around.clock().now());
    }
  }

  void wake() {
    if (committing) {
      cutOff();
      return;
    }
    turn();
    if (switchboard != null && !committing) {
      Claim.that(switchboard.nextDeadline().isAfter(processNow()), "a deadline stays in the past");
    }
  }

  void start() {
    Faults faults = around.faults().get();
    if (around.clock().chance(faults.clockSteps())) {
      around.clock().count(Mishap.CLOCK_STEPPED);
      wallAheadMs = around.clock().chance(30) ? around.clock().upTo(14_400_000) - 7_200_000 : 0;
    }
    around.auditor().began(settings.account(), Duration.ofMillis(wallAheadMs));
    Switchboard fresh = new Switchboard(settings, around.clock().split());
    switchboard = fresh;
    knownDeadline = Instant.MIN;
    kept.restore(fresh);
    Instant since = processNow().minus(settings.policy().tombstone());
    fresh.takeDevices(disk.devices());
    Step step = fresh.restore(disk.left(), disk.endedSince(since), processNow());
    commit(List.of(around.mutation().apply(step)), List.of(), life);
    if (switchboard != null) {
      disk.unprocessed().forEach((ticket, fact) -> waiting.add(new Queued(fact, ticket)));
      turn();
    }
  }

  /// SIGKILL: what is not on the disk is gone.
  void kill() {
    if (switchboard == null) {
      return;
    }
    around.clock().count(Mishap.KILLED);
    switchboard = null;
    life++;
    waiting.clear();
    late.clear();
    heldUpSinceMs = Long.MAX_VALUE;
    committing = false;
    around.auditor().died(settings.account());
    lost.run();
    around.clock().after(1 + around.clock().upTo(MAX_AWAY_MS), this::start);
  }

  /// No call is open, and nothing waits.
  void assertIdle() {
    Claim.that(switchboard != null && waiting.isEmpty() && !committing, "the process is not idle");
    Claim.that(disk.left().isEmpty(), "calls are open long after the last fault");
  }

  void assertQuiet() {
    Switchboard board = switchboard;
    if (board == null) {
      throw new AssertionError("the process did not come back");
    }
    Claim.that(board.snapshot().remembered() == 0, "ended calls stay in memory");
    Claim.that(disk.left().isEmpty(), "a row stays open");
    Claim.that(!kept.money().hasOpenHolds(), "money is held for nothing");
    Claim.that(disk.unprocessed().isEmpty(), "a webhook stays unprocessed");
  }

  private Instant processNow() {
    Instant now = around.clock().now();
    return wallAheadMs == 0 ? now : now.plusMillis(wallAheadMs);
  }

  /// Takes what waits; nothing may be decided while a commit is on its way.
  private void turn() {
    Switchboard board = switchboard;
    if (board == null || committing) {
      return;
    }
    getsItsTurn();
    Instant now = processNow();
    if (!now.isBefore(board.nextDeadline()) && !now.isBefore(board.nextCutOff())) {
      cutOff();
    }
    if (!board.equals(switchboard)) {
      return;
    }
    List<Step> steps = new ArrayList<>(late);
    late.clear();
    List<Long> processed = new ArrayList<>();
    while (!waiting.isEmpty()) {
      Queued next = waiting.remove();
      advance(board, now, steps);
      if (!isInTheLog(next.fact())) {
        around.auditor().heard(settings.account(), next.fact(), around.clock().now());
        board.wants(next.fact()).ifPresent(wanted -> kept.recall(board, wanted));
        steps.add(around.mutation().apply(board.handle(next.fact(), now)));
      }
      if (next.ticket() != NO_TICKET) {
        processed.add(next.ticket());
      }
    }
    advance(board, now, steps);
    settle(steps, processed);
  }

  /// A message that is kept already, or a connect that comes again after its tombstone is gone, for
  /// one because the wall clock was put right between two processes.
  private boolean isInTheLog(Fact fact) {
    return switch (fact) {
      case Fact.CallOffered offered -> disk.knows(offered.metaCall());
      case Fact.CustomerWrote wrote -> kept.has(wrote.message().id());
      case Fact.PermissionReplied replied -> kept.has(replied.message().id());
      case Fact.CustomerChanged changed -> kept.has(changed.message().id());
      default -> false;
    };
  }

  private void advance(Switchboard board, Instant now, List<Step> steps) {
    if (!now.isBefore(board.nextDeadline())) {
      steps.add(around.mutation().apply(board.advance(now)));
    }
  }

  private void settle(List<Step> steps, List<Long> processed) {
    Clockwork clock = around.clock();
    Faults faults = around.faults().get();
    if (clock.rarely(faults.kills())) {
      kill();
    } else if (clock.rarely(faults.failedCommits())) {
      clock.count(Mishap.STORE_FAILED);
      kill();
    } else if (clock.chance(faults.slowStore()) && steps.stream().anyMatch(Runner::writes)) {
      clock.count(Mishap.STORE_SLOW);
      committing = true;
      int begun = life;
      clock.after(
          1 + clock.upTo(MAX_COMMIT_MS),
          () -> {
            if (begun == life) {
              committing = false;
              commit(steps, processed, begun);
              settleLate();
              turn();
            }
          });
    } else {
      commit(steps, processed, life);
    }
  }

  /// A call's money is spent: as the gateway's conductor does it, the call ends on the wire and at
  /// Meta at once, and in the log when the store has it (BAL-5).
  private void cutOff() {
    Switchboard board = switchboard;
    if (board == null) {
      return;
    }
    getsItsTurn();
    int begun = life;
    List<Step> steps = new ArrayList<>();
    advance(board, processNow(), steps);
    Instant at = around.clock().now();
    for (Step step : steps) {
      List<Command> ends = step.commands().stream().filter(Runner::ends).toList();
      release(List.of(new Step(List.of(), ends)), begun, at);
      if (begun == life) {
        late.add(
            new Step(
                step.records(),
                step.commands().stream().filter(command -> !ends(command)).toList()));
      }
    }
  }

  /// What was decided while the store was waited for.
  private void settleLate() {
    if (switchboard != null && !committing && !late.isEmpty()) {
      List<Step> steps = List.copyOf(late);
      late.clear();
      settle(steps, List.of());
    }
  }

  private static boolean ends(Command command) {
    return command instanceof Command.Terminate
        || command instanceof Command.CloseMetaLeg
        || command instanceof Command.Unbridge;
  }

  private static boolean writes(Step step) {
    return !step.records().isEmpty();
  }

  private void commit(List<Step> steps, List<Long> processed, int begun) {
    Instant at = around.clock().now();
    boolean written = false;
    for (Step step : steps) {
      written |= !step.records().isEmpty();
      for (ActivityRecord one : step.records()) {
        kept.append(one);
        around.auditor().kept(settings.account(), one, at);
        if (one instanceof CallRecord ofCall) {
          disk.append(ofCall);
          around.auditor().stored(settings.account(), ofCall, at);
        } else if (one instanceof PushRecord ofDevice) {
          disk.append(ofDevice);
        }
      }
    }
    disk.processed(processed);
    if (around.clock().rarely(around.faults().get().failedCommits())) {
      around.clock().count(Mishap.COMMIT_ANSWER_LOST);
      kill();
      return;
    }
    release(steps, begun, at);
    Switchboard board = switchboard;
    // What was cut off meanwhile is in memory, and not in the log before it is stored too.
    if (written && begun == life && board != null && late.isEmpty()) {
      around.auditor().stepped(settings.account(), board.snapshot());
    }
  }

  /// Lets the commands out; the process may be killed between any two of them.
  private void release(List<Step> steps, int begun, Instant at) {
    for (Step step : steps) {
      for (Command command : step.commands()) {
        if (begun == life && around.clock().rarely(around.faults().get().kills() / 4)) {
          kill();
        }
        if (begun == life) {
          around.auditor().released(settings.account(), command, at);
          hand(command);
        }
      }
    }
  }

  private void hand(Command command) {
    if (command instanceof Command.ConfirmMinute(var call, var minute)) {
      int begun = life;
      around.clock().after(0, () -> tell(begun, new Fact.MinuteStored(call, minute)));
    } else {
      sink.accept(command);
    }
  }
}
