package io.dering.signaling.activity;

import io.dering.signaling.call.CallStatus;
import io.dering.signaling.call.Direction;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ChannelId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which calls of an account are asked for (REP-3). A part that is null asks for nothing; several
/// must all hold.
///
/// @param agent who took the call
/// @param rang for whom the call rang, whoever took it
/// @param from the first instant at which the call may have begun
/// @param to the first instant that is too late
public record CallFilter(
    AccountId account,
    @Nullable AgentId agent,
    @Nullable ChannelId channel,
    @Nullable Direction direction,
    @Nullable CallStatus status,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable CustomerSearch customer,
    @Nullable AgentId rang) {
  /// For whom it rang does not count.
  public CallFilter(
      AccountId account,
      @Nullable AgentId agent,
      @Nullable ChannelId channel,
      @Nullable Direction direction,
      @Nullable CallStatus status,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable CustomerSearch customer) {
    this(account, agent, channel, direction, status, from, to, customer, null);
  }

  /// Every call of the account.
  public static CallFilter of(AccountId account) {
    return new CallFilter(account, null, null, null, null, null, null, null);
  }

  /// The same, only the calls that this agent took.
  public CallFilter ofAgent(@Nullable AgentId only) {
    return new CallFilter(account, only, channel, direction, status, from, to, customer, rang);
  }

  /// Whether it asks for anything but the account and the agents.
  public boolean narrows() {
    return channel != null
        || direction != null
        || status != null
        || from != null
        || to != null
        || customer != null;
  }
}
