package io.dering.gateway.wiring;

import io.dering.gateway.rest.TokenBook;
import io.dering.gateway.storage.TokenTable;
import io.dering.gateway.tokens.ApiTokenText;
import io.dering.gateway.tokens.Scope;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.Ids;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// The stored API tokens as the REST API uses them.
final class StoredTokens implements TokenBook {
  private final TokenTable table;
  private final Set<AccountId> accounts;
  private final Executor blocking;
  private final InstantSource clock;
  private final RandomGenerator random;

  /// @param accounts those of the configuration; a token of another opens nothing
  /// @param sources the random one must not be guessable
  StoredTokens(TokenTable table, Set<AccountId> accounts, Sources sources) {
    this.table = table;
    this.accounts = Set.copyOf(accounts);
    this.blocking = sources.blocking();
    this.clock = sources.clock();
    this.random = sources.random();
  }

  /// What the tokens need of the process.
  record Sources(Executor blocking, InstantSource clock, RandomGenerator random) {}

  @Override
  public CompletionStage<Optional<Grant>> find(String text) {
    return CompletableFuture.supplyAsync(
        () ->
            table
                .live(ApiTokenText.digest(text), clock.instant())
                .filter(row -> accounts.contains(row.account()))
                .map(this::used),
        blocking);
  }

  private Grant used(TokenTable.Row row) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    if (row.lastUsedOn() == null || row.lastUsedOn().isBefore(today)) {
      CompletableFuture<Boolean> _ = table.used(row.id(), today);
    }
    return new Grant(row.account(), row.id(), scopes(row.scopes()));
  }

  @Override
  public CompletionStage<Optional<Minted>> mint(AccountId account, Wish wish) {
    String text = ApiTokenText.random(random);
    Instant now = clock.instant();
    String scopes =
        wish.scopes().stream().sorted().map(Scope::word).collect(Collectors.joining(" "));
    var row =
        new TokenTable.Row(
            Ids.random("tok_", random), account, wish.name(), scopes, now, wish.expiresAt(), null);
    return table
        .add(row, ApiTokenText.digest(text), MOST)
        .thenApply(added -> added ? Optional.of(new Minted(entry(row), text)) : Optional.empty());
  }

  @Override
  public CompletionStage<List<Entry>> list(AccountId account) {
    return CompletableFuture.supplyAsync(
        () -> table.of(account).stream().map(StoredTokens::entry).toList(), blocking);
  }

  @Override
  public CompletionStage<Boolean> revoke(AccountId account, String id) {
    return table.revoke(account, id, clock.instant());
  }

  private static Entry entry(TokenTable.Row row) {
    return new Entry(
        row.id(),
        row.name(),
        scopes(row.scopes()),
        row.createdAt(),
        row.expiresAt(),
        row.lastUsedOn());
  }

  /// A word of a newer version opens nothing.
  private static Set<Scope> scopes(String words) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (String word : words.split(" ", -1)) {
      Scope.of(word).ifPresent(scopes::add);
    }
    return scopes;
  }
}
