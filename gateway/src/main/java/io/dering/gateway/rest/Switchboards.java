package io.dering.gateway.rest;

import io.dering.signaling.backend.BackendAnswer;
import io.dering.signaling.backend.BackendRequest;
import io.dering.signaling.id.AccountId;
import java.util.concurrent.CompletionStage;

/// The way to an account's switchboard. The answer comes after what it says is durable; a stage
/// that fails may have had its effect.
@FunctionalInterface
public interface Switchboards {
  CompletionStage<BackendAnswer> ask(AccountId account, BackendRequest request);
}
