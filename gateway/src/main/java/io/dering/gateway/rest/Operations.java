package io.dering.gateway.rest;

import io.dering.transport.http.Answers;
import io.dering.transport.http.Problem;
import io.dering.transport.http.ProblemCode;
import io.dering.transport.http.RawBody;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Mounts operations of the contract and guards each the same way, in this order: who asks, how
/// often, whether the credentials are good (401) and reach this far (403), the contract (400),
/// whether it was answered before (`Idempotency-Key`), and then the operation.
///
/// Method, path, access, body and key all stand in the contract, so that nothing can be served that
/// is not in it.
public final class Operations {
  private static final Logger LOG = LoggerFactory.getLogger(Operations.class);
  private static final int MAX_BODY_BYTES = 64 << 10;

  private final Doors doors;
  private final Router router;
  private final Idempotency idempotency;
  private final Map<String, Contract.Point> open = new LinkedHashMap<>();

  /// What stands before every operation.
  public record Doors(
      Contract contract, Credentials credentials, Limits limits, KeptAnswers answers) {}

  Operations(Doors doors, Router router) {
    this.doors = doors;
    this.router = router;
    this.idempotency = new Idempotency(doors.answers());
    doors.contract().points().forEach(point -> open.put(point.id(), point));
  }

  /// Works on the event loop, must not block. A stage that fails may have had its effect: the
  /// caller is told to look (503).
  @FunctionalInterface
  interface Work {
    CompletionStage<Reply> run(Asked asked);
  }

  /// Writes its answer itself.
  @FunctionalInterface
  interface Stream {
    void run(Asked asked, RoutingContext ctx);
  }

  /// Mounts the operation of that id.
  ///
  /// @throws IllegalStateException when the contract has none, or it is mounted already
  void on(String id, Work work) {
    Contract.Point point = point(id);
    mount(
        point,
        (asked, ctx) -> {
          CompletionStage<Reply> reply =
              point.keyed()
                  ? idempotency.once(ctx, asked.known(), () -> work.run(asked))
                  : work.run(asked);
          send(ctx, id, reply);
        });
  }

  /// The same, for an answer that is too long to be held, or a WebSocket.
  void streams(String id, Stream stream) {
    mount(point(id), stream);
  }

  /// What asks for a WebSocket waits until it is known who asks: Vert.x upgrades no request whose
  /// end it has read.
  private static void hold(RoutingContext ctx) {
    if ("websocket".equalsIgnoreCase(ctx.request().getHeader("Upgrade"))) {
      ctx.request().pause();
      ctx.addEndHandler(_ -> ctx.request().resume());
    }
  }

  /// What the contract promises and nobody has mounted yet.
  Set<String> missing() {
    return Set.copyOf(open.keySet());
  }

  /// @throws IllegalStateException when the contract promises what nobody mounted
  void complete() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("the contract promises more: " + open.keySet());
    }
  }

  private Contract.Point point(String id) {
    Contract.Point point = open.remove(id);
    if (point == null) {
      throw new IllegalStateException("not in the contract, or mounted twice: " + id);
    }
    return point;
  }

  private void mount(Contract.Point point, Stream stream) {
    Route route = router.route(point.method(), point.path());
    if (!point.method().equals(HttpMethod.GET)) {
      route.handler(RawBody.upTo(MAX_BODY_BYTES));
    }
    route.handler(ctx -> {
      hold(ctx);
      begin(ctx, point, stream);
    });
  }

  private void begin(RoutingContext ctx, Contract.Point point, Stream stream) {
    if (point.access() instanceof Access.Public) {
      safely(ctx, () -> limited(ctx, point, null, stream));
      return;
    }
    Context context = ctx.vertx().getOrCreateContext();
    doors
        .credentials()
        .judge(ctx.request())
        .onComplete(judged ->
            context.runOnContext(_ -> {
              if (judged.succeeded()) {
                safely(ctx, () -> limited(ctx, point, judged.result().orElse(null), stream));
              } else {
                unavailable(ctx, point.id(), judged.cause());
              }
            }));
  }

  /// A defect is answered 500 at once, and not by the deadline of the request.
  private static void safely(RoutingContext ctx, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException defect) {
      ctx.fail(defect);
    }
  }

  private void limited(
      RoutingContext ctx, Contract.Point point, @Nullable Viewer viewer, Stream stream) {
    Duration wait = doors.limits().take(viewer, ctx.request());
    if (!wait.isZero()) {
      ctx.response().putHeader("Retry-After", Long.toString(wait.toSeconds()));
      refuse(ctx, ProblemCode.TOO_MANY_REQUESTS, "See Retry-After for how many seconds to wait.");
      return;
    }
    boolean own = false;
    if (point.access() instanceof Access.Known known) {
      if (viewer == null) {
        refuse(
            ctx,
            ProblemCode.UNAUTHORIZED,
            "Send an API token or a session token as a bearer token.");
        return;
      }
      Access.Verdict verdict = known.judge(viewer);
      if (verdict == Access.Verdict.FORBIDDEN) {
        refuse(
            ctx,
            ProblemCode.FORBIDDEN,
            "This needs the scope %s, or another role.".formatted(known.scope().word()));
        return;
      }
      own = verdict == Access.Verdict.OWN;
    }
    checked(ctx, point, viewer, own, stream);
  }

  /// Whoever may not run the operation is told nothing of its parameters.
  private void checked(
      RoutingContext ctx,
      Contract.Point point,
      @Nullable Viewer viewer,
      boolean own,
      Stream stream) {
    Supplier<Future<Boolean>> stillGood =
        () -> doors.credentials().judge(ctx.request()).map(Optional::isPresent);
    doors
        .contract()
        .check(ctx, point.id())
        .onSuccess(verdict -> {
          switch (verdict) {
            case Contract.Verdict.Invalid(var problem) -> Answers.problem(ctx, problem);
            case Contract.Verdict.Valid(var request, var body) ->
                safely(
                    ctx, () -> stream.run(new Asked(viewer, own, request, body, stillGood), ctx));
          }
        })
        .onFailure(ctx::fail);
  }

  private static void send(RoutingContext ctx, String id, CompletionStage<Reply> stage) {
    Context context = ctx.vertx().getOrCreateContext();
    stage.whenComplete((reply, failure) ->
        context.runOnContext(_ -> {
          if (failure != null) {
            unavailable(ctx, id, failure);
            return;
          }
          if (ctx.get(Idempotency.REPLAYED) != null) {
            ctx.response().putHeader(Idempotency.REPLAYED, "true");
          }
          Objects.requireNonNull(reply).send(ctx);
        }));
  }

  /// Says so to the caller and, with the reason, to the operator.
  static void unavailable(RoutingContext ctx, String id, Throwable failure) {
    LOG.error("{} could not be done", id, failure);
    refuse(
        ctx,
        ProblemCode.UNAVAILABLE,
        "Whether it was done is not known. Look before you try again later.");
  }

  private static void refuse(RoutingContext ctx, ProblemCode code, String detail) {
    Answers.problem(ctx, Problem.of(code, detail));
  }
}
