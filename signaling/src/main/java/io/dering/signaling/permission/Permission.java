package io.dering.signaling.permission;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// One customer's permission towards one channel.
///
/// @param asks requests of the last days, the oldest first
public record Permission(Held held, List<Ask> asks, Attempts calls, MetaWord word) {
  /// Nobody has asked, granted or called.
  public static final Permission NEW =
      new Permission(Held.NOTHING, List.of(), Attempts.NONE, MetaWord.NOTHING);

  /// Requests that are remembered: more than any limit allows in a week, failed ones included.
  public static final int MOST_ASKS = 32;

  public Permission {
    asks = List.copyOf(asks.subList(Math.max(0, asks.size() - MOST_ASKS), asks.size()));
  }

  public Grant grant() {
    return held.grant();
  }

  /// When time changes something; `Instant.MAX` if never.
  public Instant nextDue() {
    Instant next = grant().ends().orElse(Instant.MAX);
    for (Ask ask : asks) {
      if (ask.isWaiting() && ask.endsAt().isBefore(next)) {
        next = ask.endsAt();
      }
    }
    return next;
  }

  /// The request that waits for an answer, the newest.
  public Optional<Ask> waiting() {
    return asks.reversed().stream().filter(Ask::isWaiting).findFirst();
  }

  /// When Meta may be asked of requests of unknown fate; `Instant.MAX` without one.
  public Instant doubtEnds() {
    return asks.stream()
        .filter(ask -> ask.state() == Ask.State.UNSURE)
        .map(ask -> ask.at().plus(PermissionMachine.META_COUNTS))
        .max(Instant::compareTo)
        .orElse(Instant.MAX);
  }

  /// As a start finds it: whoever was sending is gone.
  public Permission found() {
    return with(
        asks.stream()
            .map(ask ->
                ask.state() == Ask.State.SENDING && ask.message() == null
                    ? ask.to(Ask.State.UNSURE)
                    : ask)
            .toList());
  }

  Permission with(Held other) {
    return new Permission(other, asks, calls, word);
  }

  Permission with(List<Ask> other) {
    return new Permission(held, other, calls, word);
  }

  Permission with(Attempts other) {
    return new Permission(held, asks, other, word);
  }

  Permission with(MetaWord other) {
    return new Permission(held, asks, calls, other);
  }

  /// This and another of the same customer: what was said later counts.
  public Permission and(Permission other) {
    List<Ask> both = new ArrayList<>(asks);
    for (Ask ask : other.asks) {
      if (asks.stream().noneMatch(known -> known.id().equals(ask.id()))) {
        both.add(ask);
      }
    }
    both.sort(Comparator.comparing(Ask::at));
    return new Permission(
        isNewer(other.held, held) ? other.held : held,
        both,
        calls.and(other.calls),
        word.and(other.word));
  }

  private static boolean isNewer(Held one, Held than) {
    Instant since = one.since();
    Instant before = than.since();
    return since != null && (before == null || since.isAfter(before));
  }
}
