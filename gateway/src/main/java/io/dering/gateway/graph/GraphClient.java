package io.dering.gateway.graph;

import io.dering.signaling.call.GraphAction;
import io.dering.signaling.call.MetaError;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.MetaCallId;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries out the switchboard's Graph commands.
///
/// Each command gets exactly one fact, whatever happens. The commands of one call go out one after
/// the other, those of different calls side by side. A request that waits for its repeat gives up
/// as soon as another of the same call waits behind it: what is newer matters then.
public final class GraphClient {
  private static final Logger LOG = LoggerFactory.getLogger(GraphClient.class);

  /// Attempts at one command. More survives a longer trouble at Meta, and holds the call's next
  /// command back for longer.
  static final int MAX_ATTEMPTS = 4;

  /// Calls with a command under way. Above it a command is not sent and its outcome is unknown.
  private static final int MAX_CALLS = 20_000;

  /// Commands of one call waiting; a call has four kinds of them.
  private static final int MAX_WAITING = 8;

  private static final long MAX_PAUSE_MS = 4_000;

  private final Vertx vertx;
  private final Context context;
  private final GraphSettings settings;
  private final GraphWire wire;
  private final Consumer<Fact.FromGraph> facts;
  private final GraphMeter meter;
  private final LongSupplier nanoTime;
  private final RandomGenerator random;
  private final Map<CallId, Line> lines = new HashMap<>();
  private final List<CompletableFuture<Void>> drains = new ArrayList<>();

  /// `facts` is called on this client's event loop; it must not block.
  public GraphClient(
      Vertx vertx, GraphSettings settings, Consumer<Fact.FromGraph> facts, Sources sources) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.settings = settings;
    this.wire = new GraphWire(vertx, settings, sources.nanoTime());
    this.facts = facts;
    this.meter = sources.meter();
    this.nanoTime = sources.nanoTime();
    this.random = sources.random();
  }

  /// What the client takes from outside besides its work.
  public record Sources(GraphMeter meter, LongSupplier nanoTime, RandomGenerator random) {}

  /// Sends the command when those before it of the same call are done. Any thread; never blocks.
  public void execute(Command.ForGraph command) {
    context.runOnContext(_ -> enqueue(command));
  }

  /// Completes when no command waits or runs; those handed over before are counted. Any thread.
  public CompletionStage<Void> drained() {
    CompletableFuture<Void> drained = new CompletableFuture<>();
    context.runOnContext(_ -> {
      drains.add(drained);
      tellDrained();
    });
    return drained.minimalCompletionStage();
  }

  private void tellDrained() {
    if (lines.isEmpty()) {
      drains.forEach(drained -> drained.complete(null));
      drains.clear();
    }
  }

  /// The commands of one call: one runs or pauses before its repeat, the others wait.
  private static final class Line {
    private final Queue<Command.ForGraph> waiting = new ArrayDeque<>();
    private @Nullable Pause pause;
  }

  private record Pause(Running running, Attempt last, long timer) {}

  private void enqueue(Command.ForGraph command) {
    Line line = lines.get(command.call());
    if (line == null) {
      if (lines.size() >= MAX_CALLS) {
        LOG.error("Too many calls wait for Meta; a {} was not sent", command.action());
        facts.accept(new Fact.GraphUnknown(command.call(), command.action()));
        return;
      }
      lines.put(command.call(), new Line());
      begin(command);
    } else if (line.waiting.size() >= MAX_WAITING) {
      LOG.error("Too many requests of one call wait for Meta; a {} was not sent", command.action());
      facts.accept(new Fact.GraphUnknown(command.call(), command.action()));
    } else {
      line.waiting.add(command);
      giveUpPause(line);
    }
  }

  private void giveUpPause(Line line) {
    Pause pause = line.pause;
    if (pause != null) {
      line.pause = null;
      vertx.cancelTimer(pause.timer());
      conclude(pause.running(), pause.last());
    }
  }

  private void begin(Command.ForGraph command) {
    attempt(new Running(command, nanoTime.getAsLong(), 1, false));
  }

  /// A command under way. `doubtful`: an earlier attempt may have taken effect.
  private record Running(Command.ForGraph command, long beganNanos, int attempt, boolean doubtful) {
    Running next(Attempt last) {
      return new Running(
          command, beganNanos, attempt + 1, doubtful || last.outcome() == GraphOutcome.UNKNOWN);
    }
  }

  private void attempt(Running running) {
    long began = nanoTime.getAsLong();
    wire.post(running.command())
        .onComplete(result -> {
          Attempt attempt = result.succeeded() ? result.result() : Attempt.unknown();
          meter.attempted(
              GraphRequest.of(running.command().action()),
              attempt.outcome(),
              nanoTime.getAsLong() - began);
          attempted(running, attempt);
        });
  }

  private void attempted(Running running, Attempt attempt) {
    long pauseMs = pauseMs(running.attempt(), attempt.retryAfterMs());
    Line line = lines.get(running.command().call());
    if (line != null
        && line.waiting.isEmpty()
        && attempt.repeatable(running.command().action())
        && running.attempt() < MAX_ATTEMPTS
        && patience(running, pauseMs)) {
      long timer = vertx.setTimer(pauseMs, id -> repeat(line, id));
      line.pause = new Pause(running, attempt, timer);
    } else {
      conclude(running, attempt);
    }
  }

  /// A timer that fired while its pause was given up finds another pause, or none.
  private void repeat(Line line, long timer) {
    Pause pause = line.pause;
    if (pause != null && pause.timer() == timer) {
      line.pause = null;
      attempt(pause.running().next(pause.last()));
    }
  }

  private boolean patience(Running running, long pauseMs) {
    long spentNanos = nanoTime.getAsLong() - running.beganNanos();
    return spentNanos + pauseMs * 1_000_000 < settings.patience().toNanos();
  }

  private long pauseMs(int attempt, long retryAfterMs) {
    long base = settings.firstPause().toMillis() << (attempt - 1);
    long jittered = base / 2 + random.nextLong(base + 1);
    return Math.clamp(Math.max(jittered, retryAfterMs), 1, Math.max(MAX_PAUSE_MS, retryAfterMs));
  }

  private void conclude(Running running, Attempt last) {
    Command.ForGraph command = running.command();
    Fact.FromGraph fact = fact(running, last);
    if (last.outcome() != GraphOutcome.SUCCEEDED) {
      log(running, last);
    }
    Line line = lines.get(command.call());
    Command.ForGraph next = line == null ? null : line.waiting.poll();
    if (next == null) {
      lines.remove(command.call());
    }
    facts.accept(fact);
    if (next != null) {
      begin(next);
    } else {
      tellDrained();
    }
  }

  /// A refused repeat of a pre_accept that may have worked the first time proves nothing.
  private static Fact.FromGraph fact(Running running, Attempt last) {
    CallId call = running.command().call();
    GraphAction action = running.command().action();
    MetaError error = last.error();
    return switch (last.outcome()) {
      case SUCCEEDED -> succeeded(call, action, last.placed());
      case REFUSED, HELD_OFF ->
          error == null || (running.doubtful() && action == GraphAction.PRE_ACCEPT)
              ? new Fact.GraphUnknown(call, action)
              : new Fact.GraphRefused(call, action, error);
      case UNKNOWN, NOT_SENT -> new Fact.GraphUnknown(call, action);
    };
  }

  /// A connect that Meta took without saying which call it is may ring somewhere: not known.
  private static Fact.FromGraph succeeded(
      CallId call, GraphAction action, @Nullable MetaCallId placed) {
    if (action != GraphAction.CONNECT) {
      return new Fact.GraphSucceeded(call, action);
    }
    return placed == null ? new Fact.GraphUnknown(call, action) : new Fact.CallPlaced(call, placed);
  }

  /// The code and the trace id, never Meta's free text: it may name people.
  private static void log(Running running, Attempt last) {
    MetaError error = last.error();
    @Nullable Object code = error == null ? null : error.code();
    @Nullable Object subcode = error == null ? null : error.subcode();
    @Nullable Object trace = error == null ? null : error.traceId();
    LOG.warn(
        "{} of {} ended {} after {} attempts, Meta's code {}, subcode {}, fbtrace_id {}",
        running.command().action(),
        running.command().call(),
        last.outcome(),
        running.attempt(),
        code,
        subcode,
        trace);
  }
}
