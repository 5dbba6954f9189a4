package io.dering.gateway.rest;

import static io.dering.gateway.web.Problems.assertProblem;
import static io.dering.gateway.web.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.tokens.Scope;
import io.dering.gateway.tokens.SessionTokens;
import io.dering.gateway.web.TestServer;
import io.dering.signaling.agent.Agent;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.transport.http.SecretDigest;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A key between its request and its answer (draft-ietf-httpapi-idempotency-key-header §2.6), with
/// an effect that the test holds up.
class IdempotencyTest {
  private static final String BODY = "{\"name\":\"CRM\",\"scopes\":[\"calls:read\"]}";

  private final LinkedBlockingQueue<CompletableFuture<Optional<TokenBook.Minted>>> effects =
      new LinkedBlockingQueue<>();
  private TestServer server;

  @BeforeEach
  void open() {
    Vertx vertx = Vertx.vertx();
    var people = new Nobody();
    var book = new HeldUp();
    var tokens = new SessionTokens(vertx, new byte[32]);
    var all = EnumSet.allOf(Scope.class);
    var configured = new ApiToken(new AccountId("demo"), "crm", SecretDigest.of("token"), all);
    server =
        TestServer.open(
            vertx,
            new RestRoutes(
                new Operations.Doors(
                    TestServer.await(Contract.load(vertx)),
                    new Credentials(List.of(configured), book, tokens, people),
                    new Limits(List.of(), System::nanoTime),
                    new MemoryAnswers()),
                List.of(
                    new CallRoutes(new MemoryCalls(), people),
                    new SessionRoutes(people, false, false),
                    new TokenRoutes(book, InstantSource.fixed(Instant.EPOCH)),
                    new AgentTokenRoutes(tokens, people, InstantSource.fixed(Instant.EPOCH)))));
  }

  @AfterEach
  void close() {
    server.close();
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

  private record Nobody() implements People {
    @Override
    public Optional<Agent> find(AccountId account, AgentId agent) {
      return Optional.empty();
    }

    @Override
    public List<Agent> of(AccountId account) {
      return List.of();
    }

    @Override
    public Optional<AccountId> demoAccount() {
      return Optional.empty();
    }

    @Override
    public List<Agent> demoAgents() {
      return List.of();
    }
  }

  private HttpRequest.Builder create(String key) {
    return server
        .to("/v1/api_tokens")
        .headers("Authorization", "Bearer token", "Content-Type", "application/json")
        .header("Idempotency-Key", key)
        .POST(HttpRequest.BodyPublishers.ofString(BODY));
  }

  private CompletableFuture<HttpResponse<String>> inBackground(String key) {
    return CompletableFuture.supplyAsync(() -> server.send(create(key)));
  }

  private CompletableFuture<Optional<TokenBook.Minted>> nextEffect() throws Exception {
    CompletableFuture<Optional<TokenBook.Minted>> effect = effects.poll(8, TimeUnit.SECONDS);
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

    assertProblem(server.send(create("order-1")), 409, "idempotency_in_flight");
    effect.complete(minted());

    assertThat(first.get(8, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
    HttpResponse<String> again = server.send(create("order-1"));
    assertThat(again.body()).isEqualTo(first.join().body());
    assertThat(effects).isEmpty();
  }

  /// Nothing was done, so the same key tries again.
  @Test
  void anEffectThatFailedLeavesItsKeyFree() throws Exception {
    CompletableFuture<HttpResponse<String>> first = inBackground("order-2");
    nextEffect().completeExceptionally(new IllegalStateException("disk"));
    assertProblem(first.get(8, TimeUnit.SECONDS), 503, "unavailable");

    CompletableFuture<HttpResponse<String>> second = inBackground("order-2");
    nextEffect().complete(minted());
    assertThat(json(second.get(8, TimeUnit.SECONDS)).getString("token")).isEqualTo("dering_text");
  }

  @Test
  void everyOperationWithEffectThatIsNotIdempotentByItselfTakesAKey() {
    JsonObject paths = json(server.get("/openapi.json")).getJsonObject("paths");
    for (String path : paths.fieldNames()) {
      JsonObject post = paths.getJsonObject(path).getJsonObject("post");
      if (post != null) {
        assertThat(post.getJsonArray("parameters"))
            .as("POST " + path)
            .contains(new JsonObject("{\"$ref\":\"#/components/parameters/IdempotencyKey\"}"));
      }
    }
  }
}
