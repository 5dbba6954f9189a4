package io.dering.gateway.rest;

import io.dering.transport.http.Answers;
import io.dering.transport.http.OriginPolicy;
import io.dering.transport.http.Problem;
import io.dering.transport.http.ProblemCode;
import io.dering.transport.http.Routes;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// What operators and their machines ask: does it live, can it work, what are its figures.
///
/// `/livez` and `/readyz` are public and name no one. `/metrics` is answered on the loopback, or
/// with an API token of the configuration; a request that came through a proxy is not on the
/// loopback.
public final class HealthRoutes implements Routes {
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final BooleanSupplier live;
  private final Supplier<List<Check>> ready;
  private final Callable<String> metrics;
  private final Credentials credentials;

  /// One thing that must be well.
  ///
  /// @param name stable, for example `database`
  /// @param detail one sentence for people; no secret, no personal data
  public record Check(String name, boolean ok, String detail) {}

  /// `live` (false: only another start helps) and `ready` are asked on the event loop and must not
  /// block; `metrics` (the Prometheus text) is asked on a worker thread.
  public HealthRoutes(
      BooleanSupplier live,
      Supplier<List<Check>> ready,
      Callable<String> metrics,
      Credentials credentials) {
    this.live = live;
    this.ready = ready;
    this.metrics = metrics;
    this.credentials = credentials;
  }

  @Override
  public void mount(Router router) {
    router.get("/livez").handler(this::live);
    router.get("/readyz").handler(this::ready);
    router.get("/metrics").handler(this::metrics);
  }

  private void live(RoutingContext ctx) {
    boolean ok = live.getAsBoolean();
    Answers.json(ctx, ok ? 200 : 503, new JsonObject().put("status", ok ? "ok" : "halted"));
  }

  private void ready(RoutingContext ctx) {
    var checks = new JsonObject();
    boolean all = true;
    for (Check check : ready.get()) {
      all &= check.ok();
      checks.put(
          check.name(), new JsonObject().put("ok", check.ok()).put("detail", check.detail()));
    }
    Answers.json(
        ctx,
        all ? 200 : 503,
        new JsonObject().put("status", all ? "ok" : "failing").put("checks", checks));
  }

  private void metrics(RoutingContext ctx) {
    if (!isLocal(ctx.request()) && !credentials.isOperators(ctx.request())) {
      Answers.problem(
          ctx,
          Problem.of(ProblemCode.UNAUTHORIZED, "Ask from this machine, or send an API token."));
      return;
    }
    ctx.vertx()
        .executeBlocking(metrics, false)
        .onSuccess(text -> {
          // Who was told that it takes too long, or has hung up, gets nothing more.
          if (!ctx.response().ended() && !ctx.response().closed()) {
            ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, PROMETHEUS)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(text);
          }
        })
        .onFailure(ctx::fail);
  }

  private static boolean isLocal(HttpServerRequest request) {
    return OriginPolicy.fromLoopback(request)
        && !request.headers().contains("X-Forwarded-For")
        && !request.headers().contains("Forwarded");
  }
}
