package io.dering.transport.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The headers that keep a browser from being used against us. They stand on every answer, errors
/// and unknown paths included; a page asks for the wider policy that it needs.
public final class SecurityHeaders {
  /// An API answer is never a page: nothing in it may load or run.
  static final String NOTHING = "default-src 'none'; frame-ancestors 'none'; sandbox";

  /// A `Host` that may be repeated inside a policy: no spaces, quotes or semicolons.
  private static final Pattern PLAIN_HOST =
      Pattern.compile("(?:[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(?::[0-9]{1,5})?");

  private SecurityHeaders() {}

  static void strict(MultiMap headers, boolean tls) {
    headers
        .set("Content-Security-Policy", NOTHING)
        .set("X-Content-Type-Options", "nosniff")
        .set("X-Frame-Options", "DENY")
        .set("Referrer-Policy", "no-referrer")
        .set("Cross-Origin-Opener-Policy", "same-origin")
        .set("Cross-Origin-Resource-Policy", "same-origin")
        .set("Permissions-Policy", "microphone=(self), camera=(), geolocation=(), payment=()");
    if (tls) {
      headers.set("Strict-Transport-Security", "max-age=31536000");
    }
  }

  /// Widens the policy for a static page of ours: its own scripts, styles and sounds, WebSockets to
  /// this server, audio from memory (`blob:`), and nothing else; no inline script, no `eval`.
  public static void page(RoutingContext ctx) {
    ctx.response().putHeader("Content-Security-Policy", pagePolicy(host(ctx.request())));
  }

  /// Lets pages of every site load this answer: as a module (CORS) and by a script element (CORP).
  /// For public files only; without credentials, which `*` excludes, nothing of a user is in it.
  public static void everySite(RoutingContext ctx) {
    ctx.response()
        .putHeader("Access-Control-Allow-Origin", "*")
        .putHeader("Cross-Origin-Resource-Policy", "cross-origin");
  }

  /// Older Safari does not count `ws:` of the same host as `'self'`, hence the explicit sources.
  static String pagePolicy(@Nullable String host) {
    String sockets =
        host != null && PLAIN_HOST.matcher(host).matches()
            ? " ws://" + host + " wss://" + host
            : "";
    return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
        + " font-src 'self'; media-src 'self' blob:; worker-src 'self'; manifest-src 'self';"
        + " connect-src 'self'"
        + sockets
        + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  }

  private static @Nullable String host(HttpServerRequest request) {
    return request.getHeader("Host");
  }
}
