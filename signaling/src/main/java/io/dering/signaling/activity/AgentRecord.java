package io.dering.signaling.activity;

import io.dering.signaling.agent.Device;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something in an agent's log history (RM-3).
///
/// A start of the gateway knows nobody's page, so that a SIGNED_IN may follow another one without a
/// SIGNED_OUT between them.
///
/// @param device what the page ran on that made the difference
/// @param after for how long it had been otherwise: the silence before UNREACHABLE and REACHABLE;
///   null for the others
public record AgentRecord(
    Instant at,
    AccountId account,
    AgentId agent,
    Kind kind,
    Device device,
    @Nullable Duration after)
    implements ActivityRecord {
  /// Stored and shown: append only.
  public enum Kind {
    /// The first page came.
    SIGNED_IN,
    /// The last page went and did not come back within the grace.
    SIGNED_OUT,
    /// Chosen.
    ONLINE,
    /// Chosen.
    AWAY,
    /// None of the pages answers any more.
    UNREACHABLE,
    /// One of them does again.
    REACHABLE
  }
}
