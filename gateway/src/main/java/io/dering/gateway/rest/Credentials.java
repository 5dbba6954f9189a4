package io.dering.gateway.rest;

import io.dering.gateway.tokens.SessionTokens;
import io.dering.signaling.id.AccountId;
import io.dering.transport.http.OriginPolicy;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds out who asks: an API token, a session token, or, under `dev` alone, a page of this
/// machine.
///
/// The last case needs all of: a demo account (there is none outside `dev`), a connection over the
/// loopback that calls us by a loopback name (no DNS rebinding), and no sign of another site's
/// page.
public final class Credentials {
  private static final int MAX_TOKEN_LENGTH = 4096;

  private final List<ApiToken> apiTokens;
  private final SessionTokens sessions;
  private final People people;
  private final OriginPolicy ownPages = OriginPolicy.loopback();

  public Credentials(List<ApiToken> apiTokens, SessionTokens sessions, People people) {
    this.apiTokens = List.copyOf(apiTokens);
    this.sessions = sessions;
    this.people = people;
  }

  /// The viewer, or empty. The future never fails.
  Future<Optional<Viewer>> judge(HttpServerRequest request) {
    List<String> headers = request.headers().getAll("Authorization");
    if (headers.isEmpty()) {
      return Future.succeededFuture(samePage(request).map(Viewer::ofAll));
    }
    String token = headers.size() == 1 ? bearer(headers.getFirst()) : null;
    if (token == null) {
      return Future.succeededFuture(Optional.empty());
    }
    Optional<AccountId> backend = backend(token);
    if (backend.isPresent()) {
      return Future.succeededFuture(backend.map(Viewer::ofAll));
    }
    return sessions
        .verify(token)
        .map(claims ->
            claims
                .filter(c -> people.find(c.account(), c.agent()).isPresent())
                .map(c -> Viewer.of(c.account(), c.agent(), c.role())));
  }

  /// Whether the request carries an API token.
  boolean isBackend(HttpServerRequest request) {
    List<String> headers = request.headers().getAll("Authorization");
    String token = headers.size() == 1 ? bearer(headers.getFirst()) : null;
    return token != null && backend(token).isPresent();
  }

  /// Looks at every token, so that the time taken does not tell which one was nearly right.
  private Optional<AccountId> backend(String token) {
    AccountId found = null;
    for (ApiToken known : apiTokens) {
      if (known.token().matches(token)) {
        found = known.account();
      }
    }
    return Optional.ofNullable(found);
  }

  private Optional<AccountId> samePage(HttpServerRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    boolean own = site == null || site.equals("same-origin") || site.equals("none");
    boolean foreignPage = ownPages.judge(request) == OriginPolicy.Verdict.REFUSED;
    return own && !foreignPage && OriginPolicy.fromLoopback(request)
        ? people.demoAccount()
        : Optional.empty();
  }

  private static @Nullable String bearer(String header) {
    boolean wellFormed =
        header.regionMatches(true, 0, "Bearer ", 0, 7) && header.length() <= MAX_TOKEN_LENGTH;
    return wellFormed ? header.substring(7).strip() : null;
  }
}
