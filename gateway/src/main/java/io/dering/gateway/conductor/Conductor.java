package io.dering.gateway.conductor;

import io.dering.gateway.conductor.FactQueue.Queued;
import io.dering.gateway.storage.CallStore;
import io.dering.gateway.storage.StoreFailure;
import io.dering.signaling.activity.ActivityRecord;
import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.activity.OpenCall;
import io.dering.signaling.backend.BackendAnswer;
import io.dering.signaling.backend.Refused;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.room.MissedCalls;
import io.dering.signaling.room.Recall;
import io.dering.signaling.standing.AnswerRate;
import io.dering.signaling.switchboard.AccountSettings;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import io.dering.signaling.switchboard.Snapshot;
import io.dering.signaling.switchboard.Step;
import io.dering.signaling.switchboard.Switchboard;
import io.dering.transport.linux.TimeSlice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs one account's switchboard on one thread. [#offer] may be called from any thread.
///
/// Life: [#start] ends what the last process left open and starts the thread; [#stop] waits for
/// running calls, ends the rest as the next start would, and joins the thread. When the store fails
/// the conductor halts by itself: [#state] says so, everything offered is refused, and the process
/// should end and be started again.
public final class Conductor {
  /// Facts per turn: more shares one commit among more calls, less makes the first wait less.
  private static final int MAX_TURN = 256;

  /// Places for facts from outside: some seconds of the busiest hour.
  private static final int CAPACITY = 4_096;

  private static final long MAX_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long MIN_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long BUSY_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /// How often is looked, while the store keeps us waiting, whether a call's money is spent. More
  /// lets a call talk on unpaid for longer, less wakes a thread for nothing.
  private static final long CUT_OFF_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private static final BackendAnswer NOT_DONE =
      Refused.conflict(null, "it contradicts what is stored, and was not done");

  private static final Logger LOG = LoggerFactory.getLogger(Conductor.class);

  private final Supplier<Board> boards;
  private final AccountId account;
  private final Duration tombstone;
  private final CallStore store;
  private final CommandSink sink;
  private final Timeline clock;
  private final TurnObserver observer;
  private final FactQueue queue;
  private final Repeats repeats;
  private final List<Step> late = new ArrayList<>();
  private final Thread thread;
  private Board board;
  private volatile Snapshot snapshot;
  private volatile State state = State.NEW;

  /// Where the conductor is in its life.
  public enum State {
    NEW,
    RUNNING,
    STOPPED,
    /// The store failed.
    HALTED
  }

  /// What a conductor is connected to. All outlive it.
  public record Links(CallStore store, CommandSink sink, Timeline clock, TurnObserver observer) {}

  public Conductor(AccountSettings settings, RandomGenerator ids, Links links) {
    this(
        settings.account(),
        settings.policy().tombstone(),
        () -> Board.of(new Switchboard(settings, ids)),
        links,
        CAPACITY);
  }

  Conductor(
      AccountId account, Duration tombstone, Supplier<Board> boards, Links links, int capacity) {
    this.account = account;
    this.tombstone = tombstone;
    this.boards = boards;
    this.store = links.store();
    this.sink = links.sink();
    this.clock = links.clock();
    this.observer = links.observer();
    this.queue = new FactQueue(capacity);
    this.repeats = new Repeats(account, store);
    this.board = boards.get();
    this.snapshot = board.snapshot();
    this.thread =
        Thread.ofPlatform().name("dering-conductor-" + account.value()).unstarted(this::run);
  }

  public AccountId account() {
    return account;
  }

  /// Ends the calls that the last process left open, in the log and at Meta, then starts the
  /// thread.
  ///
  /// @param first count before anything that anybody offers
  /// @throws StoreFailure when that cannot be stored
  public void start(Fact... first) {
    for (Fact fact : first) {
      queue.offer(fact, clock.nanos());
    }
    restore();
    thread.start();
  }

  /// The first half of [#start]: everything but the thread, for tests that step.
  void restore() {
    Instant now = clock.instant();
    load(now);
    List<OpenCall> open = store.log().open(account);
    observer.leftOpen(open);
    Step step = board.restore(open, store.log().endedSince(account, now.minus(tombstone)), now);
    state = State.RUNNING;
    settle(List.of(step), List.of());
    if (state == State.HALTED) {
      throw new IllegalStateException("The calls left open could not be ended in the log.");
    }
  }

  /// What the store knows of the account, into a board that knows nothing.
  private void load(Instant now) {
    store.users().of(account).ifPresent(board::takeUsers);
    store.groups().of(account).ifPresent(board::takeGroups);
    board.takeChannels(store.channels().of(account));
    board.takeDevices(store.pushes().of(account));
    board.takeTold(store.told().of(account));
    board.takeAnswered(store.told().answered(account, now.minus(AnswerRate.KEPT)));
    board.takeTurns(store.log().turns(account));
    board.takeRooms(store.rooms().answered(account));
    board.takePermissions(Optional.empty(), store.permissions().timed(account));
    board.takeLedger(store.ledgers().snapshot(account));
    store.rateCards().newest(account).ifPresent(board::takeRateCard);
    board.takeMissed(
        store.log().missedSince(account, now.minus(MissedCalls.REMEMBERED), MissedCalls.MOST));
  }

  /// Hands a fact over; false when the queue is full or the conductor does not run.
  public boolean offer(Fact fact) {
    if (state == State.RUNNING && queue.offer(fact, clock.nanos())) {
      return true;
    }
    observer.refused();
    return false;
  }

  /// Figures of the last turn.
  public Snapshot snapshot() {
    return snapshot;
  }

  public State state() {
    return state;
  }

  /// How long the oldest waiting fact has waited.
  public long lagMs() {
    return TimeUnit.NANOSECONDS.toMillis(queue.lagNanos(clock.nanos()));
  }

  /// Waits up to `window` for running calls, then ends what is left in the log and at Meta, and
  /// stops. The commands of that end go to the sink before this returns.
  public void stop(Duration window) {
    long deadline = clock.nanos() + window.toNanos();
    try {
      while (state == State.RUNNING && openCalls() > 0 && clock.nanos() - deadline < 0) {
        thread.join(Duration.ofMillis(20));
      }
      stopThread();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void stopThread() throws InterruptedException {
    if (state == State.RUNNING) {
      state = State.STOPPED;
    }
    thread.join();
  }

  /// The second half of a stop: on the conductor's thread, or a test's.
  void finish() {
    while (queue.size() > 0 && state != State.HALTED) {
      turn(taken());
    }
    Instant now = clock.instant();
    if (state != State.HALTED) {
      settle(List.of(board.settleHeld(now)), List.of());
    }
    if (state != State.HALTED && openCalls() > 0) {
      board = boards.get();
      load(now);
      List<OpenCall> open =
          store.log().open(account).stream().map(call -> call.seenUntil(now)).toList();
      settle(List.of(board.restore(open, List.of(), now), board.settleHeld(now)), List.of());
    }
  }

  /// The clock by which facts wait.
  long nanos() {
    return clock.nanos();
  }

  FactQueue queue() {
    return queue;
  }

  TurnObserver observer() {
    return observer;
  }

  /// One turn without waiting, on the caller's thread; for tests, in place of [#start].
  void step() {
    turn(taken());
  }

  private List<Queued> taken() {
    List<Queued> batch = new ArrayList<>();
    queue.takeNow(batch, MAX_TURN);
    return batch;
  }

  private int openCalls() {
    Snapshot now = snapshot;
    return now.ringing() + now.connecting() + now.calling() + now.talking();
  }

  private void run() {
    // Ringing windows and the end of money are kept to the millisecond.
    TimeSlice.shorten();
    List<Queued> batch = new ArrayList<>(MAX_TURN);
    try {
      while (state == State.RUNNING) {
        queue.take(batch, MAX_TURN, waitNanos());
        turn(batch);
        batch.clear();
      }
      finish();
    } catch (InterruptedException _) {
      state = State.STOPPED;
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("The conductor failed and stops; calls are ended by the next start.", e);
      state = State.HALTED;
    }
  }

  /// Until the next deadline, and never so long that a stop goes unnoticed.
  private long waitNanos() {
    if (queue.size() > 0) {
      return 0;
    }
    Instant deadline = board.nextDeadline();
    Instant now = clock.instant();
    if (deadline.isAfter(now.plusNanos(MAX_WAIT_NANOS))) {
      return state == State.RUNNING ? MAX_WAIT_NANOS : 0;
    }
    return Math.max(MIN_WAIT_NANOS, Duration.between(now, deadline).toNanos());
  }

  private void turn(List<Queued> batch) {
    cutOff();
    Instant now = clock.instant();
    List<Step> steps = new ArrayList<>(late);
    late.clear();
    List<Long> processed = new ArrayList<>();
    List<InboxTicket> shared = new ArrayList<>();
    for (Queued queued : batch) {
      // Apart from the fact, which is not lost with a deadline that fails.
      advance(now, steps);
      if (!repeats.isInTheLog(queued.fact())) {
        board.wants(queued.fact()).ifPresent(this::recall);
        decide(b -> b.handle(queued.fact(), now), queued.fact().getClass(), steps);
      }
      InboxTicket ticket = queued.ticket();
      if (ticket != null && ticket.shared()) {
        shared.add(ticket);
      } else if (ticket != null && ticket.handledLast()) {
        processed.add(ticket.id());
      }
    }
    advance(now, steps);
    if (!steps.isEmpty() || !processed.isEmpty()) {
      settle(steps, processed);
    }
    store(
        List.of(), shared.stream().filter(InboxTicket::handledLast).map(InboxTicket::id).toList());
    settleLate();
  }

  private void recall(Recall wanted) {
    board.takeRooms(store.rooms().recall(account, wanted));
    board.takePermissions(Optional.of(wanted), store.permissions().recall(account, wanted));
  }

  private void advance(Instant now, List<Step> steps) {
    if (!now.isBefore(board.nextDeadline())) {
      decide(b -> b.advance(now), Board.class, steps);
    }
  }

  /// One step of the switchboard. A defect costs the call that the step was about, which ends, and
  /// no other. Should the same defect keep it from ending, it is dropped from memory, and the next
  /// start ends it.
  private void decide(Function<Board, Step> decision, Class<?> cause, List<Step> steps) {
    try {
      steps.add(decision.apply(board));
    } catch (RuntimeException e) {
      defect("A step of the switchboard failed on {}: {} at {}", cause.getSimpleName(), e);
      endWhatFailed(steps);
    }
  }

  private void endWhatFailed(List<Step> steps) {
    try {
      steps.add(board.failed());
    } catch (RuntimeException e) {
      defect("Its call could not be ended and is dropped, {}: {} at {}", "for the next start", e);
      steps.add(board.drop());
    }
  }

  /// Counts and logs it; what it was about stays out of the log.
  private void defect(String sentence, String subject, RuntimeException e) {
    observer.violated();
    LOG.error(sentence, subject, e.getClass().getSimpleName(), origin(e));
  }

  /// Where it was thrown: the message of an exception may hold personal data, its place does not.
  private static String origin(RuntimeException e) {
    StackTraceElement[] trace = e.getStackTrace();
    return trace.length == 0 ? "an unknown place" : trace[0].toString();
  }

  private void settle(List<Step> steps, List<Long> processed) {
    List<ActivityRecord> records = new ArrayList<>();
    steps.forEach(step -> records.addAll(step.records()));
    if (store(records, processed)) {
      observer.stored(records);
      steps.forEach(step -> step.commands().forEach(this::release));
    } else if (state != State.HALTED) {
      settleApart(steps, processed);
    }
    settleLate();
    snapshot = board.snapshot();
  }

  /// What was decided while the store was waited for.
  private void settleLate() {
    if (!late.isEmpty()) {
      List<Step> steps = List.copyOf(late);
      late.clear();
      settle(steps, List.of());
    }
  }

  /// A record contradicts the store: find the step it is in, drop that one, keep the others.
  private void settleApart(List<Step> steps, List<Long> processed) {
    for (Step step : steps) {
      if (store(step.records(), List.of())) {
        observer.stored(step.records());
        step.commands().forEach(this::release);
      } else if (state != State.HALTED && !repeats.areAllIn(step.records())) {
        observer.violated();
        LOG.error(
            "Records contradict the store and are dropped: {}",
            step.records().stream().map(Conductor::name).toList());
        refuse(step);
      }
    }
    // A webhook that led here would lead here again: it is done with.
    store(List.of(), processed);
  }

  /// Whoever asked for what is dropped is told at once that it was not done.
  private void refuse(Step dropped) {
    for (Command command : dropped.commands()) {
      if (command instanceof Command.Answer(var id, var _)) {
        release(new Command.Answer(id, NOT_DONE));
      }
    }
  }

  private static String name(ActivityRecord written) {
    String kind = written.getClass().getSimpleName();
    return written instanceof CallRecord ofCall ? ofCall.call() + " " + kind : kind;
  }

  /// Stores and waits; false when the records contradict the store, or after a halt.
  private boolean store(List<ActivityRecord> records, List<Long> processed) {
    if (state == State.HALTED) {
      return false;
    }
    if (records.isEmpty() && processed.isEmpty()) {
      return true;
    }
    while (true) {
      try {
        await(store.append(records, processed));
        return true;
      } catch (CompletionException e) {
        StoreFailure.@Nullable Kind kind =
            e.getCause() instanceof StoreFailure failure ? failure.kind() : null;
        if (kind == StoreFailure.Kind.CONFLICT) {
          return false;
        }
        if (kind != StoreFailure.Kind.BUSY) {
          state = State.HALTED;
          LOG.error("The store failed; the conductor stops: {}", String.valueOf(e.getCause()));
          return false;
        }
        cutOff();
        // Too many writes wait: later is soon enough, and what comes from outside is held back.
        LockSupport.parkNanos(BUSY_PAUSE_NANOS);
      }
    }
  }

  /// Waits for the store. A call whose money is spent does not wait with it (BAL-5): it ends at
  /// once, on the wire and at Meta, and in the log when the store is back.
  private void await(CompletableFuture<Void> stored) {
    boolean done = false;
    boolean interrupted = false;
    while (!done) {
      try {
        stored.get(CUT_OFF_LOOK_NANOS, TimeUnit.NANOSECONDS);
        done = true;
      } catch (TimeoutException _) {
        cutOff();
      } catch (ExecutionException e) {
        throw new CompletionException(e.getCause());
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Ends the calls whose money is spent where nobody waits for the store: neither for a commit
  /// that is on its way, nor for the one that will say so (M5).
  private void cutOff() {
    Instant now = clock.instant();
    if (now.isBefore(board.nextCutOff())) {
      return;
    }
    List<Step> steps = new ArrayList<>();
    advance(now, steps);
    for (Step step : steps) {
      HangUps.of(step).forEach(this::release);
      late.add(HangUps.without(step));
    }
  }

  private void release(Command command) {
    if (command instanceof Command.ConfirmMinute(var call, var minute)) {
      queue.offer(new Fact.MinuteStored(call, minute), clock.nanos());
      return;
    }
    try {
      sink.release(command);
    } catch (RuntimeException e) {
      defect(
          "A command could not be handed over: {}: {} at {}",
          command.getClass().getSimpleName(),
          e);
    }
  }
}
