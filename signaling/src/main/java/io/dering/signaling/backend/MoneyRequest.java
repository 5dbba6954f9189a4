package io.dering.signaling.backend;

import io.dering.signaling.call.Caller;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.EntryId;
import io.dering.signaling.tariff.RateCard;
import java.util.Optional;

/// The account's voice balance (BAL-8). All are refused as [Refused.Why#CONFLICT] by an account
/// that pays nothing.
public sealed interface MoneyRequest extends BackendRequest {
  record ReadBalance() implements MoneyRequest {}

  /// Money comes in (BAL-2).
  ///
  /// @param entry made by whoever asks, so that it may be asked again
  /// @param by the person who does it; empty for a backend
  record TopUp(EntryId entry, long amountMinor, Optional<AgentId> by, String note)
      implements MoneyRequest {}

  /// What a call to that customer would cost, and how long it could last.
  record Estimate(Caller customer) implements MoneyRequest {}

  record ReadRateCard() implements MoneyRequest {}

  /// Other prices from now on, as a whole; calls that are placed keep theirs.
  record ReplaceRateCard(RateCard card, Optional<AgentId> by) implements MoneyRequest {}
}
