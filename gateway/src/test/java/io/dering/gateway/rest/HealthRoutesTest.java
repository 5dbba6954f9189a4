package io.dering.gateway.rest;

import static io.dering.gateway.web.Problems.assertProblem;
import static io.dering.gateway.web.TestServer.await;
import static io.dering.gateway.web.TestServer.json;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.tokens.SessionTokens;
import io.dering.gateway.web.TestServer;
import io.dering.signaling.agent.Agent;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.transport.http.HttpLimits;
import io.dering.transport.http.HttpSettings;
import io.dering.transport.http.HttpShell;
import io.dering.transport.http.Routes;
import io.dering.transport.http.SecretDigest;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthRoutesTest {
  private volatile boolean live = true;
  private volatile boolean databaseOk = true;
  private TestServer server;

  @BeforeEach
  void open() {
    Vertx vertx = Vertx.vertx();
    server =
        TestServer.open(
            vertx,
            new HealthRoutes(
                () -> live,
                () ->
                    List.of(
                        new HealthRoutes.Check("database", databaseOk, ""),
                        new HealthRoutes.Check("media", true, "")),
                () -> "dering_up 1\n",
                credentials(vertx)));
  }

  private static Credentials credentials(Vertx vertx) {
    return new Credentials(
        List.of(new ApiToken(new AccountId("demo"), "crm", SecretDigest.of("token"), Set.of())),
        new MemoryTokens(),
        new SessionTokens(vertx, new byte[32]),
        new Nobody());
  }

  @AfterEach
  void close() {
    server.close();
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

  @Test
  void itLivesEvenWhenItIsNotReady() {
    databaseOk = false;
    assertThat(server.get("/livez").statusCode()).isEqualTo(200);
    var ready = server.get("/readyz");
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(json(ready).getString("status")).isEqualTo("failing");
    JsonObject checks = json(ready).getJsonObject("checks");
    assertThat(checks.getJsonObject("database").getBoolean("ok")).isFalse();
    assertThat(checks.getJsonObject("media").getBoolean("ok")).isTrue();
  }

  @Test
  void itDoesNotLiveWhenOnlyAnotherStartHelps() {
    live = false;
    var answer = server.get("/livez");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(json(answer).getString("status")).isEqualTo("halted");
  }

  @Test
  void itIsReadyWhenEveryCheckIsWell() {
    var ready = server.get("/readyz");
    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(json(ready).getJsonObject("checks").fieldNames())
        .containsExactly("database", "media");
  }

  @Test
  void metricsAreForThisMachineOrATokenOnly() {
    var local = server.get("/metrics");
    assertThat(local.statusCode()).isEqualTo(200);
    assertThat(local.body()).isEqualTo("dering_up 1\n");
    assertThat(local.headers().firstValue("content-type").orElse(""))
        .startsWith("text/plain; version=0.0.4");
    assertProblem(server.get("/metrics", "X-Forwarded-For", "203.0.113.7"), 401, "unauthorized");
    assertThat(
            server
                .get("/metrics", "X-Forwarded-For", "203.0.113.7", "Authorization", "Bearer token")
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void whoWasToldThatAScrapeTakesTooLongIsToldNothingAfterIt() throws Exception {
    CompletableFuture<Void> hungUp = new CompletableFuture<>();
    List<Throwable> errors = new CopyOnWriteArrayList<>();
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
    vertx.exceptionHandler(errors::add);
    Routes watched =
        router ->
            router
                .get("/metrics")
                .handler(ctx -> {
                  ctx.request().connection().closeHandler(_ -> hungUp.complete(null));
                  ctx.next();
                });
    Callable<String> late =
        () -> {
          hungUp.get(30, SECONDS);
          return "dering_up 1\n";
        };
    Routes health = new HealthRoutes(() -> live, List::of, late, credentials(vertx));
    HttpLimits limits = new HttpLimits(Duration.ofSeconds(30), Duration.ofMillis(50), 1, 1, 10);
    HttpSettings settings = new HttpSettings("127.0.0.1", 0, null, limits);
    HttpShell shell = await(HttpShell.open(vertx, settings, List.of(watched, health)));
    URI metrics = URI.create("http://127.0.0.1:" + shell.port() + "/metrics");
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest scrape = HttpRequest.newBuilder(metrics).timeout(Duration.ofSeconds(30)).build();
      assertThat(client.send(scrape, HttpResponse.BodyHandlers.discarding()).statusCode())
          .isEqualTo(408);
      // There is one worker and one event loop: by then the late scrape has come to its end.
      await(vertx.executeBlocking(() -> live, false));

      assertThat(hungUp).isDone();
      assertThat(errors).isEmpty();
    } finally {
      await(vertx.close());
    }
  }
}
