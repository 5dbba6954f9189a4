package io.dering.gateway.rest;

import static io.dering.gateway.web.Problems.assertProblem;
import static io.dering.gateway.web.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.tokens.Scope;
import io.dering.signaling.id.AccountId;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A key between its request and its answer (draft-ietf-httpapi-idempotency-key-header §2.6), with
/// an effect that the test holds up.
class IdempotencyTest {
  private final LinkedBlockingQueue<CompletableFuture<Optional<TokenBook.Minted>>> effects =
      new LinkedBlockingQueue<>();
  private final RestRig rig = new RestRig(new HeldUp(), System::nanoTime);

  @AfterEach
  void close() {
    rig.close();
  }

  /// Makes a token when the test says so.
  private final class HeldUp implements TokenBook {
    @Override
    public CompletionStage<Optional<Grant>> find(String text) {
      return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletionStage<Optional<Minted>> mint(AccountId account, Wish wish) {
      CompletableFuture<Optional<Minted>> effect = new CompletableFuture<>();
      effects.add(effect);
      return effect;
    }

    @Override
    public CompletionStage<List<Entry>> list(AccountId account) {
      return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletionStage<Boolean> revoke(AccountId account, String id) {
      return CompletableFuture.completedFuture(false);
    }
  }

  private HttpResponse<String> create(String key) {
    return rig.create(RestRig.WISH, "Idempotency-Key", key);
  }

  private CompletableFuture<HttpResponse<String>> inBackground(String key) {
    return CompletableFuture.supplyAsync(() -> create(key));
  }

  private CompletableFuture<Optional<TokenBook.Minted>> nextEffect() throws Exception {
    CompletableFuture<Optional<TokenBook.Minted>> effect = effects.poll(30, TimeUnit.SECONDS);
    assertThat(effect).as("an effect began").isNotNull();
    return effect;
  }

  private static Optional<TokenBook.Minted> minted() {
    var entry =
        new TokenBook.Entry(
            "tok_1", "CRM", EnumSet.of(Scope.CALLS_READ), Instant.EPOCH, null, null);
    return Optional.of(new TokenBook.Minted(entry, "dering_text"));
  }

  @Test
  void whileTheFirstIsWorkedOnARepetitionIsToldSo() throws Exception {
    CompletableFuture<HttpResponse<String>> first = inBackground("order-1");
    CompletableFuture<Optional<TokenBook.Minted>> effect = nextEffect();

    assertProblem(create("order-1"), 409, "idempotency_in_flight");
    effect.complete(minted());

    assertThat(first.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
    HttpResponse<String> again = create("order-1");
    assertThat(again.body()).isEqualTo(first.join().body());
    assertThat(effects).isEmpty();
  }

  /// Nothing was done, so the same key tries again.
  @Test
  void anEffectThatFailedMayHaveBeenDoneAndIsNotDoneAgain() throws Exception {
    CompletableFuture<HttpResponse<String>> first = inBackground("order-2");
    nextEffect().completeExceptionally(new IllegalStateException("no answer in time"));
    assertProblem(first.get(30, TimeUnit.SECONDS), 503, "unavailable");

    CompletableFuture<HttpResponse<String>> second = inBackground("order-2");
    assertProblem(second.get(30, TimeUnit.SECONDS), 409, "idempotency_interrupted");
  }

  @Test
  void everyOperationWithEffectThatIsNotIdempotentByItselfTakesAKey() {
    JsonObject paths = json(rig.server.get("/openapi.json")).getJsonObject("paths");
    for (String path : paths.fieldNames()) {
      JsonObject post = paths.getJsonObject(path).getJsonObject("post");
      if (post != null) {
        assertThat(post.getJsonArray("parameters").encode())
            .as("POST " + path)
            .containsAnyOf("IdempotencyKey\"", "\"name\":\"Idempotency-Key\"");
      }
    }
  }
}
