package io.dering.signaling.activity;

import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.tariff.RateCard;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An account's rate card was replaced as a whole. Former ones are kept: what a call was priced by
/// can be read again.
///
/// @param version from 1, without a gap in the account
/// @param by who did; null for the configuration
public record RateCardRecord(
    Instant at, AccountId account, long version, RateCard card, @Nullable AgentId by)
    implements ActivityRecord {}
