package io.dering.gateway.rest;

import io.dering.signaling.id.AccountId;
import java.util.concurrent.CompletionStage;

/// Answers to requests that carry an `Idempotency-Key`, kept for 24 h and over restarts. Methods
/// return at once; stages may complete anywhere.
public interface KeptAnswers {
  /// Whose key it is; two callers may use the same.
  record Place(AccountId account, String caller, String key) {}

  /// What was asked; never compared.
  ///
  /// @param text method, path and body
  @SuppressWarnings("ArrayRecordComponent")
  record Asked(Place place, byte[] text) {}

  /// What is known of a request with that key.
  sealed interface Claim {
    /// Nothing: go on, and then [#keep], [#release] or [#interrupt].
    record First() implements Claim {}

    /// It was answered; `body` is JSON.
    record Again(int status, String body) implements Claim {}

    /// The key was used for another request.
    record Reused() implements Claim {}

    /// The first one is still being worked on.
    record InFlight() implements Claim {}

    /// The gateway stopped or failed while it worked on the first one: nobody knows what was done.
    record Interrupted() implements Claim {}
  }

  CompletionStage<Claim> claim(Asked asked);

  CompletionStage<Void> keep(Place place, int status, String body);

  /// It had no effect: the key is free again.
  CompletionStage<Void> release(Place place);

  /// It failed, and nobody knows with what effect: from now on [Claim.Interrupted].
  CompletionStage<Void> interrupt(Place place);
}
