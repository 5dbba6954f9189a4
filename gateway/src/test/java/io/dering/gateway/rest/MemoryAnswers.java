package io.dering.gateway.rest;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Kept answers in memory.
final class MemoryAnswers implements KeptAnswers {
  private final Map<Place, Kept> kept = new HashMap<>();

  private static final int INTERRUPTED = -1;

  private record Kept(String text, int status, String body) {}

  @Override
  public CompletionStage<Claim> claim(KeptAnswers.Asked asked) {
    String text = new String(asked.text(), StandardCharsets.UTF_8);
    Kept before = kept.putIfAbsent(asked.place(), new Kept(text, 0, ""));
    if (before == null) {
      return CompletableFuture.completedFuture(new Claim.First());
    }
    if (!before.text.equals(text)) {
      return CompletableFuture.completedFuture(new Claim.Reused());
    }
    if (before.status == INTERRUPTED) {
      return CompletableFuture.completedFuture(new Claim.Interrupted());
    }
    return CompletableFuture.completedFuture(
        before.status == 0 ? new Claim.InFlight() : new Claim.Again(before.status, before.body));
  }

  @Override
  public CompletionStage<Void> keep(Place place, int status, String body) {
    kept.computeIfPresent(place, (_, claimed) -> new Kept(claimed.text, status, body));
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<Void> release(Place place) {
    kept.remove(place);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<Void> interrupt(Place place) {
    return keep(place, INTERRUPTED, "");
  }
}
