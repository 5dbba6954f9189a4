package io.dering.gateway.rest;

import io.dering.signaling.id.AccountId;
import io.dering.transport.http.SecretDigest;

/// A backend's bearer token: it may read all calls of its account.
public record ApiToken(AccountId account, SecretDigest token) {}
