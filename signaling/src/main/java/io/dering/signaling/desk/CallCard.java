package io.dering.signaling.desk;

import io.dering.signaling.id.CallId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The call an agent holds, in a welcome.
///
/// @param since when customer and agent could talk; null before
/// @param remainingMs when the money ends, as of [DeskMessage.CallBalance]; null when no end is in
///   sight
public record CallCard(
    CallId call,
    CustomerCard customer,
    ChannelCard channel,
    HeldState state,
    @Nullable Instant since,
    boolean muted,
    @Nullable Long remainingMs) {
  /// A call that costs nothing.
  public CallCard(
      CallId call,
      CustomerCard customer,
      ChannelCard channel,
      @Nullable Instant since,
      boolean muted) {
    this(
        call,
        customer,
        channel,
        since == null ? HeldState.CONNECTING : HeldState.TALKING,
        since,
        muted,
        null);
  }
}
