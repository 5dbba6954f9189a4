package io.dering.gateway.rest;

import io.dering.gateway.tokens.ApiTokenText;
import io.dering.signaling.id.AccountId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Tokens in memory.
final class MemoryTokens implements TokenBook {
  private final Random random = new Random(7);
  private final Map<String, Kept> byText = new LinkedHashMap<>();

  private record Kept(AccountId account, Entry entry) {}

  @Override
  public CompletionStage<Optional<Grant>> find(String text) {
    return CompletableFuture.completedFuture(
        Optional.ofNullable(byText.get(text))
            .map(kept -> new Grant(kept.account, kept.entry.id(), kept.entry.scopes())));
  }

  @Override
  public CompletionStage<Optional<Minted>> mint(AccountId account, Wish wish) {
    String text = ApiTokenText.random(random);
    String id = "tok_%020d".formatted(byText.size());
    var entry = new Entry(id, wish.name(), wish.scopes(), Instant.EPOCH, wish.expiresAt(), null);
    byText.put(text, new Kept(account, entry));
    return CompletableFuture.completedFuture(Optional.of(new Minted(entry, text)));
  }

  @Override
  public CompletionStage<List<Entry>> list(AccountId account) {
    return CompletableFuture.completedFuture(
        byText.values().stream()
            .filter(kept -> kept.account.equals(account))
            .map(Kept::entry)
            .toList());
  }

  @Override
  public CompletionStage<Boolean> revoke(AccountId account, String id) {
    return CompletableFuture.completedFuture(
        byText
            .values()
            .removeIf(kept -> kept.account.equals(account) && kept.entry.id().equals(id)));
  }
}
