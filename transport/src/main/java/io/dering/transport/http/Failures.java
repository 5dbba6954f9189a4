package io.dering.transport.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns whatever went wrong into problem details: failed handlers, unknown paths, wrong methods,
/// bodies over the limit, requests that are not HTTP.
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private static final String NOTHING_HERE =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>Not found · Dering</title>
      <h1>There is nothing at this address</h1>
      <p>Check its spelling, or go <a href="/">to the start page</a>.</p>
      </html>
      """;

  private Failures() {}

  static void mount(Router router) {
    for (ProblemCode code : ProblemCode.values()) {
      router.errorHandler(code.status(), ctx -> answer(ctx, router));
    }
  }

  /// RFC 3986 §2.1: two hexadecimal digits follow every percent sign. The router throws at others,
  /// as if the fault were ours.
  static void refuseBrokenEscapes(RoutingContext ctx) {
    String path = ctx.request().path();
    if (path == null || BROKEN_ESCAPE.matcher(path).find()) {
      Answers.problem(
          ctx, Problem.of(ProblemCode.MALFORMED, "The path has a % that escapes nothing."));
    } else {
      ctx.next();
    }
  }

  private static void answer(RoutingContext ctx, Router router) {
    int status = ctx.statusCode() < 400 ? 500 : ctx.statusCode();
    ProblemCode code = ProblemCode.ofStatus(status);
    if (code.status() >= 500) {
      log(ctx);
    }
    if (code == ProblemCode.METHOD_NOT_ALLOWED) {
      ctx.response().putHeader("Allow", allowed(router, ctx.normalizedPath()));
    }
    if (code == ProblemCode.BODY_TOO_LARGE) {
      // What is left of the body is not worth keeping the connection for.
      ctx.response().putHeader("Connection", "close");
    }
    if (code == ProblemCode.NOT_FOUND && isPageRequest(ctx)) {
      Answers.page(ctx, code.status(), NOTHING_HERE);
    } else {
      Answers.problem(ctx, Problem.of(code, detail(code)));
    }
  }

  /// A person who typed an address, not a program that called the API.
  private static boolean isPageRequest(RoutingContext ctx) {
    String accept = ctx.request().getHeader("Accept");
    return accept != null
        && accept.contains("text/html")
        && ctx.request().method().equals(HttpMethod.GET)
        && !ctx.normalizedPath().startsWith("/v1/");
  }

  /// RFC 9110 §15.5.6: the methods of the routes whose pattern fits the path.
  private static String allowed(Router router, String path) {
    var methods = new TreeSet<String>();
    for (Route route : router.getRoutes()) {
      if (route.getPath() != null && route.methods() != null && fits(route.getPath(), path)) {
        route.methods().forEach(method -> methods.add(method.name()));
      }
    }
    return String.join(", ", methods);
  }

  private static boolean fits(String pattern, String path) {
    String[] wanted = pattern.split("/", -1);
    String[] got = path.split("/", -1);
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i].equals("*")) {
        return true;
      }
      if (i >= got.length || !(wanted[i].startsWith(":") || wanted[i].equals(got[i]))) {
        return false;
      }
    }
    return wanted.length == got.length;
  }

  /// The pattern of the route, never the path: a path may hold a call id, which holds phone
  /// numbers.
  private static void log(RoutingContext ctx) {
    Route route = ctx.currentRoute();
    String pattern = route == null ? null : route.getPath();
    LOG.error(
        "{} {} failed", ctx.request().method(), pattern == null ? "?" : pattern, ctx.failure());
  }

  static String detail(ProblemCode code) {
    return switch (code) {
      case MALFORMED -> "The request is not what this address reads.";
      case INVALID_PARAMETER -> "See the fields.";
      case UNKNOWN_PARAMETER -> "Remove the parameter.";
      case UNAUTHORIZED -> "Send a valid bearer token.";
      case FORBIDDEN -> "These credentials do not reach this far.";
      case NOT_FOUND -> "Check the address.";
      case METHOD_NOT_ALLOWED -> "See the Allow header for what it knows.";
      case NOT_ACCEPTABLE -> "Ask for application/json.";
      case TIMED_OUT -> "The request was not finished in time.";
      case CONFLICT -> "See the fields.";
      case LIMIT_REACHED -> "Remove one first.";
      case META_REFUSED -> "See meta_error_code.";
      case CALL_NOT_PLACED -> "See the reason.";
      case IDEMPOTENCY_IN_FLIGHT -> "Ask again in a moment.";
      case IDEMPOTENCY_INTERRUPTED -> "Look what was done, then use a new key.";
      case BODY_TOO_LARGE -> "Send a smaller body.";
      case ADDRESS_TOO_LONG -> "Send a shorter request line.";
      case UNSUPPORTED_MEDIA_TYPE -> "Send application/json.";
      case IDEMPOTENCY_KEY_REUSED -> "Use a new key for each request.";
      case UPGRADE_REQUIRED -> "Open this address as a WebSocket.";
      case TOO_MANY_REQUESTS -> "Wait a little and try again.";
      case HEADERS_TOO_LARGE -> "Send fewer or shorter headers.";
      case INTERNAL -> "The failure was logged. Try again, or ask the operator.";
      case UNAVAILABLE -> "Try again later.";
    };
  }

  /// What Vert.x could not read as a request at all: over-long line or headers, broken framing.
  static void invalid(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    ProblemCode code =
        switch (cause) {
          case io.netty.handler.codec.http.TooLongHttpLineException _ ->
              ProblemCode.ADDRESS_TOO_LONG;
          case io.netty.handler.codec.http.TooLongHttpHeaderException _ ->
              ProblemCode.HEADERS_TOO_LARGE;
          case null, default -> ProblemCode.MALFORMED;
        };
    SecurityHeaders.strict(request.response().headers(), request.isSSL());
    request.response().putHeader("Connection", "close");
    Answers.problem(request.response(), Problem.of(code, detail(code)));
    request.connection().close();
  }
}
