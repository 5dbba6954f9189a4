package io.dering.signaling.permission;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a permission allows now. Of our limits and Meta's the stricter wins.
public final class Verdicts {
  private static final Duration WEEK = Duration.ofDays(7);

  private Verdicts() {}

  /// Whether the business may call (OUT-3, OUT-4).
  public static CallVerdict mayCall(Permission permission, CallingLimits limits, Instant now) {
    if (!permission.grant().holds(now)) {
      return new CallVerdict.Refused(CallVerdict.Why.NO_PERMISSION, Optional.empty());
    }
    Optional<Instant> ours = permission.calls().nextWith(mostCalls(permission, limits), now);
    Instant metas = Instants.ahead(permission.word().noCallsUntil(), now);
    if (ours.isPresent()) {
      return new CallVerdict.Refused(
          CallVerdict.Why.DAILY_LIMIT, Optional.ofNullable(Instants.later(ours.get(), metas)));
    }
    return metas == null
        ? new CallVerdict.Allowed(isWarned(permission, limits), callsLeft(permission, limits, now))
        : new CallVerdict.Refused(CallVerdict.Why.META_REFUSES, Optional.of(metas));
  }

  /// Whether the agent is to be warned before the next call (OUT-4).
  public static boolean isWarned(Permission permission, CallingLimits limits) {
    return permission.calls().unanswered() >= limits.warnAfter();
  }

  /// How many calls may still connect in these 24 h, whatever else stands in the way (OUT-3).
  public static int callsLeft(Permission permission, CallingLimits limits, Instant now) {
    if (Instants.ahead(permission.word().noCallsUntil(), now) != null) {
      return 0;
    }
    return Math.max(0, mostCalls(permission, limits) - permission.calls().inADay(now));
  }

  private static int mostCalls(Permission permission, CallingLimits limits) {
    Integer metas = permission.word().callsPerDay();
    int ours = limits.connectedCallsPerDay();
    return metas == null ? ours : Math.min(ours, metas);
  }

  /// Whether the business may ask, and how (PM-1, PM-2). A request counts unless it was not sent,
  /// and until a call connects.
  ///
  /// @param windowOpen whether the business may write freely now
  public static AskVerdict mayAsk(
      Permission permission, boolean windowOpen, CallingLimits limits, Instant now) {
    if (permission.grant() instanceof Grant.Permanent) {
      return AskVerdict.Refused.of(AskVerdict.Why.ALREADY_PERMANENT);
    }
    Instant ours = nextAsk(permission, limits, now);
    Instant metas = Instants.ahead(permission.word().noAsksUntil(), now);
    if (ours != null) {
      return new AskVerdict.Refused(
          AskVerdict.Why.LIMIT, Optional.ofNullable(Instants.later(ours, metas)));
    }
    if (metas != null) {
      return new AskVerdict.Refused(AskVerdict.Why.META_REFUSES, Optional.of(metas));
    }
    return new AskVerdict.Allowed(windowOpen ? Ask.Form.FREE_FORM : Ask.Form.TEMPLATE);
  }

  /// How many requests may still be sent now (PM-2).
  public static int asksLeft(Permission permission, CallingLimits limits, Instant now) {
    if (permission.grant() instanceof Grant.Permanent
        || Instants.ahead(permission.word().noAsksUntil(), now) != null) {
      return 0;
    }
    int day = limits.asksPerDay() - counted(permission, Attempts.DAY, now).size();
    int week = limits.asksPerWeek() - counted(permission, WEEK, now).size();
    return Math.max(0, Math.min(day, week));
  }

  /// When the limits of our own let one more through; null: now.
  static @Nullable Instant nextAsk(Permission permission, CallingLimits limits, Instant now) {
    return Instants.later(
        next(counted(permission, Attempts.DAY, now), limits.asksPerDay(), Attempts.DAY),
        next(counted(permission, WEEK, now), limits.asksPerWeek(), WEEK));
  }

  private static @Nullable Instant next(List<Instant> asks, int most, Duration period) {
    return asks.size() < most ? null : asks.get(asks.size() - most).plus(period);
  }

  static List<Instant> counted(Permission permission, Duration period, Instant now) {
    Instant reset = permission.calls().lastConnected();
    return permission.asks().stream()
        .filter(ask -> ask.state() != Ask.State.FAILED)
        .map(Ask::at)
        .filter(at -> at.plus(period).isAfter(now) && (reset == null || at.isAfter(reset)))
        .sorted()
        .toList();
  }
}
