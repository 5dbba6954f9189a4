package io.dering.gateway.rest;

import io.dering.gateway.tokens.Scope;
import io.dering.signaling.id.AccountId;
import io.dering.transport.http.SecretDigest;
import java.util.Set;

/// A backend's bearer token of the configuration.
public record ApiToken(AccountId account, String name, SecretDigest token, Set<Scope> scopes) {
  public ApiToken {
    scopes = Set.copyOf(scopes);
  }
}
