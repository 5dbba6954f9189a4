package io.dering.transport.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Which web pages may open a WebSocket here (RFC 6454 §7). Browsers let any page open a socket to
/// any server, so the server must look at `Origin` itself. A page's origin is compared whole and
/// exactly: no suffixes, no wildcards.
public final class OriginPolicy {
  /// What the `Origin` header says about the caller.
  public enum Verdict {
    /// A page that may be here.
    ALLOWED,
    /// No `Origin`: not a browser. It proves nothing, so it needs credentials of its own.
    MISSING,
    /// Another site's page, or a header that no browser sends.
    REFUSED
  }

  private static final Pattern LOOPBACK_HOST =
      Pattern.compile("(?:localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1])(?::[0-9]{1,5})?");

  private final Set<String> allowed;
  private final String scheme;
  private final boolean loopbackOnly;

  private OriginPolicy(Set<String> allowed, String scheme, boolean loopbackOnly) {
    this.allowed = Set.copyOf(allowed);
    this.scheme = scheme;
    this.loopbackOnly = loopbackOnly;
  }

  /// Only the given origins, for example `https://desk.example.com`.
  public static OriginPolicy exactly(Set<String> origins) {
    return new OriginPolicy(origins, "", false);
  }

  /// The page must come from the address that it calls.
  ///
  /// @param secure true where browsers reach us by https, directly or through a proxy
  public static OriginPolicy sameOrigin(boolean secure) {
    return new OriginPolicy(Set.of(), secure ? "https://" : "http://", false);
  }

  /// Same origin, and the address must be the loopback by name. A foreign name that resolves to
  /// 127.0.0.1 (DNS rebinding) is refused, which matters where no password is asked.
  public static OriginPolicy loopback() {
    return new OriginPolicy(Set.of(), "http://", true);
  }

  /// The same policy, with some origins allowed besides.
  public OriginPolicy plus(Set<String> origins) {
    var union = new HashSet<>(allowed);
    union.addAll(origins);
    return new OriginPolicy(union, scheme, loopbackOnly);
  }

  /// Judges a request by its `Origin` and `Host` headers.
  public Verdict judge(HttpServerRequest request) {
    if (loopbackOnly && !calledByLoopbackName(request)) {
      return Verdict.REFUSED;
    }
    List<String> origins = request.headers().getAll("Origin");
    if (origins.isEmpty()) {
      return Verdict.MISSING;
    }
    if (origins.size() > 1) {
      return Verdict.REFUSED;
    }
    String origin = origins.getFirst();
    return allowed.contains(origin) || isOwn(origin, request) ? Verdict.ALLOWED : Verdict.REFUSED;
  }

  private boolean isOwn(String origin, HttpServerRequest request) {
    List<String> hosts = request.headers().getAll("Host");
    return !scheme.isEmpty()
        && hosts.size() == 1
        && origin.equals(scheme + hosts.getFirst().toLowerCase(Locale.ROOT));
  }

  /// Whether the request came over the loopback and calls us by a loopback name.
  public static boolean fromLoopback(HttpServerRequest request) {
    String peer = request.remoteAddress().hostAddress();
    return peer != null
        && (peer.startsWith("127.") || peer.equals("::1") || peer.equals("0:0:0:0:0:0:0:1"))
        && calledByLoopbackName(request);
  }

  static boolean calledByLoopbackName(HttpServerRequest request) {
    List<String> hosts = request.headers().getAll("Host");
    return hosts.size() == 1
        && LOOPBACK_HOST.matcher(hosts.getFirst().toLowerCase(Locale.ROOT)).matches();
  }
}
