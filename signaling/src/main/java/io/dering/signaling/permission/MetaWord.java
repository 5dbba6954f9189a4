package io.dering.signaling.permission;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What Meta said last of its limits, for as long as it counts.
///
/// @param noCallsUntil until when Meta takes no call, null if it does
/// @param noAsksUntil until when Meta takes no request, null if it does
/// @param callsPerDay how many connected calls Meta allows in 24 h, null where it has not said
public record MetaWord(
    @Nullable Instant noCallsUntil, @Nullable Instant noAsksUntil, @Nullable Integer callsPerDay) {
  public static final MetaWord NOTHING = new MetaWord(null, null, null);

  /// How long a refusal without a time of its own counts. Meta is asked before each call, so that
  /// more only shows an old word for longer.
  static final Duration COUNTS = Duration.ofMinutes(1);

  MetaWord calls(@Nullable Instant until) {
    return new MetaWord(until, noAsksUntil, callsPerDay);
  }

  MetaWord asks(@Nullable Instant until) {
    return new MetaWord(noCallsUntil, until, callsPerDay);
  }

  static MetaWord of(MetaPermission said, Instant now) {
    // Without permission a call is refused for that alone, and with a permanent one a request is.
    boolean none = said.status() == MetaPermission.Status.NONE;
    boolean permanent = said.status() == MetaPermission.Status.PERMANENT;
    return new MetaWord(
        none && said.call().freeAt().isEmpty() ? null : until(said.call(), now),
        permanent && said.ask().freeAt().isEmpty() ? null : until(said.ask(), now),
        said.call().most(Attempts.DAY).orElse(null));
  }

  private static @Nullable Instant until(MetaPermission.Action action, Instant now) {
    return action.allowed() ? null : action.freeAt().orElseGet(() -> now.plus(COUNTS));
  }

  MetaWord and(MetaWord other) {
    return new MetaWord(
        Instants.later(noCallsUntil, other.noCallsUntil),
        Instants.later(noAsksUntil, other.noAsksUntil),
        other.callsPerDay == null ? callsPerDay : other.callsPerDay);
  }
}
