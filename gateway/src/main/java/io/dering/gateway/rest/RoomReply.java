package io.dering.gateway.rest;

import io.dering.transport.http.Problem;
import io.dering.transport.http.ProblemCode;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// What an operation about rooms answers.
sealed interface RoomReply {
  record Json(int status, JsonObject body) implements RoomReply {}

  /// Nothing was done, and why.
  record Refused(Problem problem) implements RoomReply {}

  static RoomReply ok(JsonObject body) {
    return new Json(200, body);
  }

  static RoomReply created(JsonObject body) {
    return new Json(201, body);
  }

  static RoomReply refused(ProblemCode code, String detail) {
    return new Refused(Problem.of(code, detail));
  }

  /// The field that was wrong and the rule that it breaks.
  static RoomReply wrong(String field, String rule) {
    return new Refused(Problem.of(ProblemCode.INVALID_PARAMETER, "").with(field, rule));
  }

  default CompletionStage<RoomReply> now() {
    return CompletableFuture.completedFuture(this);
  }
}
