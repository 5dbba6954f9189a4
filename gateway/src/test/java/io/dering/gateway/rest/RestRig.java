package io.dering.gateway.rest;

import io.dering.gateway.tokens.Scope;
import io.dering.gateway.tokens.SessionTokens;
import io.dering.gateway.web.TestServer;
import io.dering.signaling.agent.Agent;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.transport.http.SecretDigest;
import io.vertx.core.Vertx;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/// The REST API on a real server under two tokens of the configuration, with a book of the test's.
final class RestRig implements AutoCloseable {
  static final String TOKEN = "token-of-the-crm";
  static final String OTHER_TOKEN = "token-of-the-shop";
  static final String WISH = "{\"name\":\"CRM\",\"scopes\":[\"calls:read\"]}";

  final TestServer server;

  /// @param nanoTime the clock of the limits
  RestRig(TokenBook book, LongSupplier nanoTime) {
    Vertx vertx = Vertx.vertx();
    var people = new Nobody();
    var sessions = new SessionTokens(vertx, new byte[32]);
    InstantSource clock = InstantSource.fixed(Instant.EPOCH);
    server =
        TestServer.open(
            vertx,
            new RestRoutes(
                new Operations.Doors(
                    TestServer.await(Contract.load(vertx)),
                    new Credentials(
                        List.of(token("crm", TOKEN), token("shop", OTHER_TOKEN)),
                        book,
                        sessions,
                        people),
                    new Limits(List.of(), nanoTime),
                    new MemoryAnswers()),
                List.of(
                    new CallRoutes(new MemoryCalls(), people),
                    new SessionRoutes(people, false, false),
                    new TokenRoutes(book, clock),
                    new AgentTokenRoutes(sessions, people, clock),
                    TestApi::elsewhere)));
  }

  private static ApiToken token(String name, String text) {
    return new ApiToken(
        MemoryCalls.ACCOUNT, name, SecretDigest.of(text), EnumSet.allOf(Scope.class));
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

  HttpResponse<String> get(String path, String token) {
    return server.get(path, "Authorization", "Bearer " + token);
  }

  /// Asks for an API token.
  HttpResponse<String> create(String body, String... headers) {
    HttpRequest.Builder request =
        server
            .to("/v1/api_tokens")
            .headers("Authorization", "Bearer " + TOKEN, "Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    return server.send(headers.length == 0 ? request : request.headers(headers));
  }

  @Override
  public void close() {
    server.close();
  }
}
