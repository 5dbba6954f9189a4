package io.dering.gateway.rest;

import io.dering.gateway.tokens.ApiTokenText;
import io.dering.gateway.tokens.SessionTokens;
import io.dering.transport.http.OriginPolicy;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds out who asks: an API token, a session token, or, under `dev` alone, a page of this
/// machine.
///
/// API tokens are looked up for each request, so that one that is revoked opens nothing from then
/// on. The page of this machine needs all of: a demo account (there is none outside `dev`), a
/// connection over the loopback that calls us by a loopback name (no DNS rebinding), and no sign of
/// another site's page.
public final class Credentials {
  private static final int MAX_TOKEN_LENGTH = 4096;

  private final List<ApiToken> configured;
  private final TokenBook book;
  private final SessionTokens sessions;
  private final People people;
  private final OriginPolicy ownPages = OriginPolicy.loopback();

  /// @param configured tokens of the configuration
  /// @param book tokens that were made through the API
  public Credentials(
      List<ApiToken> configured, TokenBook book, SessionTokens sessions, People people) {
    this.configured = List.copyOf(configured);
    this.book = book;
    this.sessions = sessions;
    this.people = people;
  }

  /// The viewer, or empty. Fails when the tokens cannot be read.
  Future<Optional<Viewer>> judge(HttpServerRequest request) {
    List<String> headers = request.headers().getAll("Authorization");
    if (headers.isEmpty()) {
      return Future.succeededFuture(samePage(request));
    }
    String token = headers.size() == 1 ? bearer(headers.getFirst()) : null;
    if (token == null) {
      return Future.succeededFuture(Optional.empty());
    }
    Optional<Viewer> backend = configured(token);
    if (backend.isPresent()) {
      return Future.succeededFuture(backend);
    }
    if (ApiTokenText.fits(token)) {
      return Future.fromCompletionStage(book.find(token))
          .map(grant ->
              grant.map(g -> new Viewer.Backend(g.account(), "token:" + g.id(), g.scopes())));
    }
    return sessions
        .verify(token)
        .map(claims ->
            claims.flatMap(c ->
                people
                    .standing(c.account(), c.agent(), c.role())
                    .map(role -> new Viewer.Person(c.account(), c.agent(), role))));
  }

  /// Whether the request carries an API token of the configuration, which only the operator writes.
  boolean isOperators(HttpServerRequest request) {
    List<String> headers = request.headers().getAll("Authorization");
    String token = headers.size() == 1 ? bearer(headers.getFirst()) : null;
    return token != null && configured(token).isPresent();
  }

  /// Looks at every token, so that the time taken does not tell which one was nearly right.
  private Optional<Viewer> configured(String token) {
    Viewer found = null;
    for (ApiToken known : configured) {
      if (known.token().matches(token)) {
        found = new Viewer.Backend(known.account(), "config:" + known.name(), known.scopes());
      }
    }
    return Optional.ofNullable(found);
  }

  private Optional<Viewer> samePage(HttpServerRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    boolean own = site == null || site.equals("same-origin") || site.equals("none");
    boolean foreignPage = ownPages.judge(request) == OriginPolicy.Verdict.REFUSED;
    return own && !foreignPage && OriginPolicy.fromLoopback(request)
        ? people.demoAccount().map(Viewer.LocalPage::new)
        : Optional.empty();
  }

  private static @Nullable String bearer(String header) {
    boolean wellFormed =
        header.regionMatches(true, 0, "Bearer ", 0, 7) && header.length() <= MAX_TOKEN_LENGTH;
    return wellFormed ? header.substring(7).strip() : null;
  }
}
