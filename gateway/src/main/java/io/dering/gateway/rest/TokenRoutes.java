package io.dering.gateway.rest;

import io.dering.gateway.tokens.Scope;
import io.dering.transport.http.Problem;
import io.dering.transport.http.ProblemCode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/// API tokens for backends (RM-14).
public final class TokenRoutes implements Resource {
  private final TokenBook book;
  private final InstantSource clock;

  public TokenRoutes(TokenBook book, InstantSource clock) {
    this.book = book;
    this.clock = clock;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("createApiToken", this::create);
    operations.on("listApiTokens", this::list);
    operations.on("revokeApiToken", this::revoke);
  }

  private CompletionStage<Reply> create(Asked asked) {
    Set<Scope> scopes = scopes(asked.body());
    if (asked.known() instanceof Viewer.Backend backend && !backend.scopes().containsAll(scopes)) {
      return new Reply.Refused(
              Problem.of(ProblemCode.FORBIDDEN, "")
                  .with("scopes", "may hold only scopes that your own token has"))
          .now();
    }
    String until = asked.body().getString("expires_at");
    Instant expiresAt = null;
    if (until != null) {
      Optional<Instant> read = Times.read(until);
      if (read.isEmpty()) {
        return Reply.wrong("expires_at", Times.RULE).now();
      }
      expiresAt = read.get();
      if (!expiresAt.isAfter(clock.instant())) {
        return Reply.wrong("expires_at", "must be in the future").now();
      }
    }
    var wish = new TokenBook.Wish(asked.body().getString("name"), scopes, expiresAt);
    return book.mint(asked.account(), wish)
        .thenApply(minted ->
            minted
                .map(m -> Reply.created(json(m.entry()).put("token", m.text())))
                .orElseGet(() ->
                    Reply.refused(
                        ProblemCode.LIMIT_REACHED,
                        "The account has %d tokens; revoke one.".formatted(TokenBook.MOST))));
  }

  private CompletionStage<Reply> list(Asked asked) {
    return book.list(asked.account())
        .thenApply(entries -> {
          var data = new JsonArray();
          entries.forEach(entry -> data.add(json(entry)));
          return Reply.ok(
              new JsonObject().put("object", "list").put("data", data).put("has_more", false));
        });
  }

  private CompletionStage<Reply> revoke(Asked asked) {
    return book.revoke(asked.account(), asked.path("id"))
        .thenApply(known ->
            known
                ? new Reply.Empty()
                : Reply.refused(ProblemCode.NOT_FOUND, "There is no such token."));
  }

  private static Set<Scope> scopes(JsonObject body) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (Object word : body.getJsonArray("scopes")) {
      Scope.of(String.valueOf(word)).ifPresent(scopes::add);
    }
    return scopes;
  }

  private static JsonObject json(TokenBook.Entry entry) {
    var scopes = new JsonArray();
    entry.scopes().stream().sorted().map(Scope::word).forEach(scopes::add);
    return new JsonObject()
        .put("object", "api_token")
        .put("id", entry.id())
        .put("name", entry.name())
        .put("scopes", scopes)
        .put("created_at", Times.write(entry.createdAt()))
        .put("expires_at", Times.write(entry.expiresAt()))
        .put("last_used_on", entry.lastUsedOn() == null ? null : entry.lastUsedOn().toString());
  }
}
