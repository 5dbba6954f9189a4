package io.dering.gateway.rest;

import io.dering.gateway.events.EventLog;
import io.dering.gateway.events.StoredEvent;
import io.dering.gateway.events.WebhookSender;
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
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
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
  private static final short GOING_AWAY = 1001;
  private static final short INTERNAL_ERROR = 1011;

  private final EventLog events;
  private final Executor blocking;
  private final Set<Stream> open = ConcurrentHashMap.newKeySet();

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
    OptionalLong seq = after == null ? OptionalLong.empty() : StoredEvent.seqOf(after);
    if (after != null && seq.isEmpty()) {
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
    long already = open.stream().filter(s -> s.account.equals(asked.account())).count();
    if (already >= MOST_PER_ACCOUNT) {
      refuse(
          ctx,
          Problem.of(
              ProblemCode.LIMIT_REACHED,
              "The account has %d streams open.".formatted(MOST_PER_ACCOUNT)));
      return;
    }
    Context context = ctx.vertx().getOrCreateContext();
    RequestDeadline.lift(ctx);
    ctx.request()
        .toWebSocket()
        .onSuccess(socket -> {
          Stream stream = new Stream(asked.account(), socket, context);
          open.add(stream);
          long pings = ctx.vertx().setPeriodic(PING_MS, _ -> stream.ping());
          socket.closeHandler(_ -> {
            ctx.vertx().cancelTimer(pings);
            open.remove(stream);
          });
          // What it says is nothing that we listen to; what it must not do is fill our memory.
          socket.handler(_ -> {});
          stream.begin(seq);
        });
  }

  /// Tells all that they should come back to the next process.
  public void close() {
    open.forEach(stream -> stream.end(GOING_AWAY, "restarting"));
  }

  private static void refuse(RoutingContext ctx, Problem problem) {
    Answers.problem(ctx, problem);
  }

  /// One reader. Lives on its event loop; reads on `blocking`.
  private final class Stream {
    private final AccountId account;
    private final ServerWebSocket socket;
    private final Context context;
    private long place;
    private boolean reading = true;
    private boolean again;

    private Stream(AccountId account, ServerWebSocket socket, Context context) {
      this.account = account;
      this.socket = socket;
      this.context = context;
    }

    /// With the place of the newest event, from which a reader without one goes on.
    private void begin(OptionalLong after) {
      var _ =
          CompletableFuture.supplyAsync(events::last, blocking)
              .whenComplete((last, failure) ->
                  context.runOnContext(_ -> {
                    if (failure != null || last == null) {
                      end(INTERNAL_ERROR, "unavailable");
                      return;
                    }
                    place = after.orElse(last);
                    socket.writeTextMessage(
                        new JsonObject()
                            .put("type", "hello")
                            .put("resumed", after.isPresent())
                            .encode());
                    read();
                  }));
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
        socket.writeTextMessage(WebhookSender.body(event));
      }
      boolean more = page.size() == PAGE || again;
      if (!more) {
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

    private void ping() {
      if (!socket.isClosed()) {
        socket.writePing(Buffer.buffer("dering"));
      }
    }

    private void end(short code, String reason) {
      if (!socket.isClosed()) {
        socket.close(code, reason);
      }
    }
  }
}
