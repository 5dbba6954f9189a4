package io.dering.gateway.rest;

import io.dering.signaling.backend.AgentAnswer;
import io.dering.signaling.id.AccountId;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/// What supervisors watch (RM-12). Methods return at once; stages may complete anywhere.
public interface StatisticsReader {
  /// Calls of customers that began at or after an instant and are over, those left out that nobody
  /// was to answer.
  ///
  /// @param withinTarget answered within the account's target
  /// @param waitMs of all answered ones together
  /// @param longestWaitMs of the answered ones, 0 without one
  record Figures(long calls, long answered, long withinTarget, long waitMs, long longestWaitMs) {}

  /// The account's target: so many of a hundred calls are to be answered within so many seconds.
  record Target(int answerWithinS, int percent) {}

  CompletionStage<AgentAnswer.Waiting> waiting(AccountId account);

  CompletionStage<Figures> since(AccountId account, Instant from);

  Target target(AccountId account);
}
