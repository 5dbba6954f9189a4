package io.dering.gateway.rest;

import io.dering.gateway.tokens.Scope;
import io.dering.gateway.tokens.SessionTokens;
import io.dering.gateway.web.TestServer;
import io.dering.signaling.id.AccountId;
import io.dering.transport.http.SecretDigest;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// The API with the resources under test, whose other operations are there and do nothing.
final class TestApi {
  private TestApi() {}

  /// @param token opens everything of the account
  static RestRoutes of(
      Vertx vertx,
      AccountId account,
      String token,
      SessionTokens sessions,
      People people,
      Resource... resources) {
    var known = new ApiToken(account, "crm", SecretDigest.of(token), EnumSet.allOf(Scope.class));
    var credentials = new Credentials(List.of(known), new MemoryTokens(), sessions, people);
    return of(vertx, credentials, resources);
  }

  static RestRoutes of(Vertx vertx, Credentials credentials, Resource... resources) {
    List<Resource> all = new ArrayList<>(List.of(resources));
    all.add(TestApi::elsewhere);
    return new RestRoutes(
        new Operations.Doors(
            TestServer.await(Contract.load(vertx)),
            credentials,
            new Limits(List.of(), new AtomicLong()::incrementAndGet),
            new MemoryAnswers()),
        all);
  }

  /// The rest of the contract, with tests of its own.
  static void elsewhere(Operations operations) {
    operations.missing().forEach(id -> operations.on(id, _ -> new Reply.Empty().now()));
  }
}
