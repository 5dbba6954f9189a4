package io.dering.gateway.rest;

import io.dering.gateway.events.EventLog;
import io.dering.gateway.events.StoredEvent;
import io.dering.signaling.id.AccountId;
import io.dering.transport.http.Answers;
import io.dering.transport.http.Problem;
import io.dering.transport.http.ProblemCode;
import io.dering.transport.http.RequestDeadline;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Streams of events over WebSockets.
///
/// Each reads the log from its own place, so that a reader who is slow or was away misses nothing
/// and holds up nobody; a new event is only the signal to read on.
public final class EventStreams {
  /// Per account; a backend needs one for each of its processes.
  private static final int MOST_PER_ACCOUNT = 20;

  private static final int PAGE = 100;
  private static final long PING_MS = 20_000;

  /// Pings without a pong until a reader counts as gone.
  private static final int MOST_UNANSWERED = 2;

  private static final short GOING_AWAY = 1001;
  private static final short POLICY = 1008;
  private static final short INTERNAL_ERROR = 1011;

  private final EventLog events;
  private final Executor blocking;
  private final Set<Stream> open = ConcurrentHashMap.newKeySet();
  private final Map<AccountId, AtomicInteger> places = new ConcurrentHashMap<>();

  public EventStreams(EventLog events, Executor blocking) {
    this.events = events;
    this.blocking = blocking;
  }

  /// Something happened, and is durable. Any thread.
  public void wake() {
    open.forEach(Stream::wake);
  }

  /// Streams open now.
  public int count() {
    return open.size();
  }

  void open(Asked asked, RoutingContext ctx) {
    String after = asked.query("after");
    if (after != null && StoredEvent.seqOf(after).isEmpty()) {
      refuse(
          ctx,
          Problem.of(ProblemCode.INVALID_PARAMETER, "")
              .with("after", "must be the id of an event"));
      return;
    }
    if (!"websocket".equalsIgnoreCase(ctx.request().getHeader("Upgrade"))) {
      refuse(ctx, Problem.of(ProblemCode.UPGRADE_REQUIRED, "This is a WebSocket."));
      return;
    }
    AtomicInteger taken = places.computeIfAbsent(asked.account(), _ -> new AtomicInteger());
    if (taken.incrementAndGet() > MOST_PER_ACCOUNT) {
      taken.decrementAndGet();
      refuse(
          ctx,
          Problem.of(
              ProblemCode.LIMIT_REACHED,
              "The account has %d streams open.".formatted(MOST_PER_ACCOUNT)));
      return;
    }
    Context context = ctx.vertx().getOrCreateContext();
    RequestDeadline.toWebSocket(ctx)
        .onFailure(_ -> taken.decrementAndGet())
        .onSuccess(socket -> {
          Stream stream = new Stream(asked, socket, context);
          open.add(stream);
          long pings = ctx.vertx().setPeriodic(PING_MS, _ -> stream.ping());
          socket.closeHandler(_ -> {
            ctx.vertx().cancelTimer(pings);
            open.remove(stream);
            taken.decrementAndGet();
          });
          socket.pongHandler(_ -> stream.unanswered = 0);
          // What it says is nothing that we listen to; what it must not do is fill our memory.
          socket.handler(_ -> {});
          stream.begin(after);
        });
  }

  /// Tells all that they should come back to the next process.
  public void close() {
    open.forEach(stream -> stream.end(GOING_AWAY, "restarting"));
  }

  private static void refuse(RoutingContext ctx, Problem problem) {
    Answers.problem(ctx, problem);
  }

  private record Start(long place, boolean resumed) {}

  /// One reader. Lives on its event loop; reads on `blocking`.
  private final class Stream {
    private final AccountId account;
    private final Asked asked;
    private final ServerWebSocket socket;
    private final Context context;
    private long place;
    private boolean reading = true;
    private boolean again;
    private int unanswered;

    private Stream(Asked asked, ServerWebSocket socket, Context context) {
      this.account = asked.account();
      this.asked = asked;
      this.socket = socket;
      this.context = context;
    }

    private void begin(@Nullable String after) {
      var _ =
          CompletableFuture.supplyAsync(() -> start(after), blocking)
              .whenComplete((start, failure) ->
                  context.runOnContext(_ -> {
                    if (failure != null || start == null) {
                      end(INTERNAL_ERROR, "unavailable");
                      return;
                    }
                    place = start.place();
                    socket.writeTextMessage(
                        new JsonObject()
                            .put("type", "hello")
                            .put("resumed", start.resumed())
                            .encode());
                    read();
                  }));
    }

    /// Where to begin: behind that event; with all that is kept when it is not known, since then
    /// something may have been missed; without one, with what happens next.
    private Start start(@Nullable String after) {
      if (after == null) {
        return new Start(events.last(), false);
      }
      return StoredEvent.known(events, account, after)
          .map(event -> new Start(event.seq(), true))
          .orElseGet(() -> new Start(0, false));
    }

    private void wake() {
      context.runOnContext(_ -> {
        if (reading) {
          again = true;
        } else {
          read();
        }
      });
    }

    private void read() {
      if (socket.isClosed()) {
        return;
      }
      reading = true;
      again = false;
      var _ =
          CompletableFuture.supplyAsync(() -> events.after(account, place, PAGE), blocking)
              .whenComplete((page, failure) -> context.runOnContext(_ -> send(page, failure)));
    }

    private void send(@Nullable List<StoredEvent> page, @Nullable Throwable failure) {
      if (socket.isClosed()) {
        return;
      }
      if (failure != null || page == null) {
        end(INTERNAL_ERROR, "unavailable");
        return;
      }
      for (StoredEvent event : page) {
        place = event.seq();
        socket.writeTextMessage(event.json().encode());
      }
      boolean more = page.size() == PAGE || again;
      if (!more && !socket.writeQueueFull()) {
        reading = false;
      } else if (socket.writeQueueFull()) {
        socket.drainHandler(_ -> {
          socket.drainHandler(null);
          read();
        });
      } else {
        read();
      }
    }

    /// A reader who is gone without a word would keep its place for ever.
    private void ping() {
      if (unanswered++ >= MOST_UNANSWERED) {
        end(GOING_AWAY, "no pong");
      } else if (!socket.isClosed()) {
        socket.writePing(Buffer.buffer("dering"));
        asked
            .stillGood()
            .get()
            .onSuccess(good -> {
              if (!good) {
                end(POLICY, "credentials");
              }
            });
      }
    }

    private void end(short code, String reason) {
      if (!socket.isClosed()) {
        socket.close(code, reason);
      }
    }
  }
}
