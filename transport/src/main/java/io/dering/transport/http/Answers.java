package io.dering.transport.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/// Writes answers. Every answer of an API is `no-store`: calls name people.
public final class Answers {
  private Answers() {}

  /// `application/json` with the given status.
  public static void json(RoutingContext ctx, int status, JsonObject body) {
    write(ctx.response(), status, "application/json", body.encode());
  }

  /// `text/plain`, byte for byte.
  public static void text(RoutingContext ctx, int status, String body) {
    write(ctx.response(), status, "text/plain; charset=utf-8", body);
  }

  static void page(RoutingContext ctx, int status, String html) {
    write(ctx.response(), status, "text/html; charset=utf-8", html);
  }

  /// `application/problem+json`. Nothing is written when the answer has already begun.
  public static void problem(RoutingContext ctx, Problem problem) {
    problem(ctx.response(), problem);
  }

  static void problem(HttpServerResponse response, Problem problem) {
    if (problem.status() == 401 && !response.headers().contains("WWW-Authenticate")) {
      response.putHeader("WWW-Authenticate", "Bearer");
    }
    write(response, problem.status(), "application/problem+json", problem.toJson().encode());
  }

  private static void write(HttpServerResponse response, int status, String type, String body) {
    if (response.ended() || response.closed() || response.headWritten()) {
      return;
    }
    response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, type);
    if (!response.headers().contains(HttpHeaders.CACHE_CONTROL)) {
      response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }
    response.end(body);
  }
}
