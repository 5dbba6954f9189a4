package io.dering.gateway.agents;

import io.dering.gateway.tokens.SessionTokens;
import io.dering.signaling.agent.Agent;
import io.dering.signaling.desk.DeskRequest;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.vertx.core.Future;
import java.util.Optional;

/// Decides who a hello is from.
public final class DeskSignIn {
  private static final Future<Optional<SignedIn>> NOBODY = Future.succeededFuture(Optional.empty());

  private final AgentDirectory directory;
  private final SessionTokens tokens;
  private final boolean byName;

  private DeskSignIn(AgentDirectory directory, SessionTokens tokens, boolean byName) {
    this.directory = directory;
    this.tokens = tokens;
    this.byName = byName;
  }

  /// `serve`: signed tokens only.
  public static DeskSignIn byToken(AgentDirectory directory, SessionTokens tokens) {
    return new DeskSignIn(directory, tokens, false);
  }

  /// `dev`: a token, or the bare name of an agent of the demo account. Only for a server that
  /// listens on the loopback and checks origins with `OriginPolicy.loopback()`.
  public static DeskSignIn byNameOrToken(AgentDirectory directory, SessionTokens tokens) {
    return new DeskSignIn(directory, tokens, true);
  }

  /// Who it is, or empty. `page` is false for a client without an `Origin`: it must show a token.
  Future<Optional<SignedIn>> judge(DeskRequest.Hello hello, boolean page) {
    String token = hello.token();
    if (token != null) {
      return tokens
          .verify(token)
          .map(claims ->
              claims.flatMap(c ->
                  directory
                      .find(c.account(), c.agent())
                      .flatMap(known ->
                          directory
                              .standing(c.account(), c.agent(), c.role())
                              .map(role -> new Agent(known.id(), known.name(), role)))
                      .map(agent -> new SignedIn(c.account(), agent))));
    }
    String name = hello.agent();
    if (!byName || !page || name == null || name.isEmpty() || name.length() > 128) {
      return NOBODY;
    }
    return Future.succeededFuture(
        directory
            .demoAccount()
            .flatMap(account ->
                directory
                    .find(account, new AgentId(name))
                    .filter(agent -> isIn(account, agent))
                    .map(agent -> new SignedIn(account, agent))));
  }

  private boolean isIn(AccountId account, Agent agent) {
    return directory.standing(account, agent.id(), agent.role()).isPresent();
  }
}
