package io.dering.gateway.rest;

import io.dering.transport.http.Answers;
import io.dering.transport.http.Problem;
import io.dering.transport.http.ProblemCode;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// What an operation answers.
sealed interface Reply {
  /// JSON, with a status below 400.
  record Json(int status, JsonObject body) implements Reply {}

  /// 204.
  record Empty() implements Reply {}

  /// Nothing was done, and why.
  record Refused(Problem problem) implements Reply {}

  static Reply ok(JsonObject body) {
    return new Json(200, body);
  }

  static Reply created(JsonObject body) {
    return new Json(201, body);
  }

  static Reply refused(ProblemCode code, String detail) {
    return new Refused(Problem.of(code, detail));
  }

  /// The field that was wrong and the rule that it breaks.
  static Reply wrong(String field, String rule) {
    return new Refused(Problem.of(ProblemCode.INVALID_PARAMETER, "").with(field, rule));
  }

  /// For an operation that waits for nothing.
  default CompletionStage<Reply> now() {
    return CompletableFuture.completedFuture(this);
  }

  /// Writes it.
  default void send(RoutingContext ctx) {
    switch (this) {
      case Json(var status, var body) -> Answers.json(ctx, status, body);
      case Refused(var problem) -> Answers.problem(ctx, problem);
      case Empty() -> {
        if (!ctx.response().closed() && !ctx.response().ended()) {
          ctx.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store").setStatusCode(204).end();
        }
      }
    }
  }
}
