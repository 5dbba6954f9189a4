package io.dering.sandbox.permission;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One customer's permission towards the business, and what is counted for Meta's limits. Knows no
/// clock; `now` is the calendar's.
final class CustomerPermission {
  /// A temporary permission, and how long a request can be answered or changed (reference 2.6,
  /// 3.2).
  static final Duration WEEK = Duration.ofDays(7);

  static final Duration DAY = Duration.ofDays(1);

  private Grant grant = new Grant.None();

  /// When requests were sent, oldest first, since the last connected call; a week of them.
  private final ArrayDeque<Instant> requests = new ArrayDeque<>();

  /// When outbound calls were connected; a day of them.
  private final ArrayDeque<Instant> connected = new ArrayDeque<>();

  /// Until when a request works, by its message's id.
  private final Map<String, Instant> open = new LinkedHashMap<>();

  private int unanswered;

  Grant grant(Instant now) {
    if (grant instanceof Grant.Temporary(Instant until) && !now.isBefore(until)) {
      grant = new Grant.None();
    }
    return grant;
  }

  /// Outbound calls in a row that nobody answered.
  int unanswered() {
    return unanswered;
  }

  /// Why the business may not call now; empty when it may.
  Optional<Refused> refusesCall(PermissionLimits limits, Instant now) {
    if (grant(now) instanceof Grant.None) {
      return Optional.of(new Refused.NoPermission());
    }
    Instant freeAt = calls(limits, now).freeAt();
    return freeAt == null ? Optional.empty() : Optional.of(new Refused.TooManyCalls(freeAt));
  }

  /// Why the business may not ask now; empty when it may.
  Optional<Refused> refusesRequest(PermissionLimits limits, Instant now) {
    if (grant(now) instanceof Grant.Permanent) {
      return Optional.of(new Refused.AlreadyPermanent());
    }
    Instant latest = null;
    for (Usage usage : requests(limits, now)) {
      Instant freeAt = usage.freeAt();
      if (freeAt != null && (latest == null || freeAt.isAfter(latest))) {
        latest = freeAt;
      }
    }
    return latest == null ? Optional.empty() : Optional.of(new Refused.TooManyRequests(latest));
  }

  /// The limits of requests: of a day, of a week.
  List<Usage> requests(PermissionLimits limits, Instant now) {
    return List.of(
        usage(requests, DAY, limits.requestsPerDay(), now),
        usage(requests, WEEK, limits.requestsPerWeek(), now));
  }

  /// The limit of connected calls.
  Usage calls(PermissionLimits limits, Instant now) {
    return usage(connected, DAY, limits.connectedPerDay(), now);
  }

  /// A request has been delivered.
  void requested(String messageId, Instant now) {
    forget(requests, WEEK, now);
    requests.addLast(now);
    open.values().removeIf(until -> !now.isBefore(until));
    open.put(messageId, now.plus(WEEK));
  }

  /// Whether a request can still be answered, or answered otherwise.
  boolean isOpen(String messageId, Instant now) {
    Instant until = open.get(messageId);
    return until != null && now.isBefore(until);
  }

  /// The message ids of the requests that work, oldest first.
  List<String> open(Instant now) {
    return open.keySet().stream().filter(id -> isOpen(id, now)).toList();
  }

  /// The customer answers a request, or changes the answer. Older requests stop working.
  ///
  /// @return empty when the request works no longer
  Optional<Reply> answer(String messageId, Choice choice, Instant now) {
    if (!isOpen(messageId, now)) {
      return Optional.empty();
    }
    for (Iterator<String> ids = open.keySet().iterator(); !ids.next().equals(messageId); ) {
      ids.remove();
    }
    open.put(messageId, now.plus(WEEK));
    return Optional.of(choose(messageId, choice, false, now));
  }

  /// The customer decides in the business's profile.
  Reply decide(Choice choice, Instant now) {
    return choose(null, choice, false, now);
  }

  /// The customer has called a business that has callback permission on.
  ///
  /// @return empty for a permission that lasts longer already
  Optional<Reply> calledBack(String callId, Instant now) {
    return grant(now) instanceof Grant.Permanent
        ? Optional.empty()
        : Optional.of(choose(callId, Choice.TEMPORARY, true, now));
  }

  /// A call, whosever, was answered: the limits of requests begin anew.
  void connected(boolean byBusiness, Instant now) {
    requests.clear();
    unanswered = 0;
    if (byBusiness) {
      forget(connected, DAY, now);
      connected.addLast(now);
    }
  }

  /// A call of the business's was not answered, or declined.
  Unanswered notAnswered(PermissionLimits limits, Instant now) {
    unanswered++;
    if (grant(now) instanceof Grant.None) {
      return Unanswered.NOTHING;
    }
    if (unanswered >= limits.revokeAfter()) {
      unanswered = 0;
      grant = new Grant.None();
      return Unanswered.REVOKED;
    }
    return unanswered == limits.nudgeAfter() ? Unanswered.NUDGE : Unanswered.NOTHING;
  }

  private Reply choose(@Nullable String context, Choice choice, boolean automatic, Instant now) {
    Grant next =
        switch (choice) {
          case ALWAYS -> new Grant.Permanent();
          case TEMPORARY -> new Grant.Temporary(now.plus(WEEK));
          case DENY -> new Grant.None();
        };
    if (next instanceof Grant.None || grant(now) instanceof Grant.None) {
      unanswered = 0;
    }
    grant = next;
    return new Reply(
        context,
        choice != Choice.DENY,
        choice == Choice.ALWAYS,
        next instanceof Grant.Temporary(Instant until) ? until : null,
        automatic);
  }

  /// Counts those within `period` before `now`. The next one is allowed when so many of the oldest
  /// have passed that fewer than `most` are left.
  private static Usage usage(ArrayDeque<Instant> times, Duration period, int most, Instant now) {
    List<Instant> counted = new ArrayList<>();
    for (Instant at : times) {
      if (now.isBefore(at.plus(period))) {
        counted.add(at);
      }
    }
    int used = counted.size();
    return new Usage(
        period, most, used, used < most ? null : counted.get(used - most).plus(period));
  }

  private static void forget(ArrayDeque<Instant> times, Duration period, Instant now) {
    while (!times.isEmpty() && !now.isBefore(times.getFirst().plus(period))) {
      times.removeFirst();
    }
  }
}
