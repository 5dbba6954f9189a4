package io.dering.signaling.permission;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Calls with a customer, as far as permission asks for them (OUT-3, OUT-4, PM-2).
///
/// @param connected when calls of the business connected in the last 24 h, the oldest first
/// @param unanswered calls of the business in a row that the customer did not answer or declined
/// @param lastConnected the last connected call in either direction, null for none
public record Attempts(List<Instant> connected, int unanswered, @Nullable Instant lastConnected) {
  public static final Attempts NONE = new Attempts(List.of(), 0, null);

  /// OUT-3.
  static final Duration DAY = Duration.ofDays(1);

  /// As many as any policy may allow a day.
  public static final int MOST = 1_000;

  public Attempts {
    connected = List.copyOf(connected);
  }

  /// How many of the connected ones count at that instant: a call leaves after 24 h to the moment.
  int inADay(Instant now) {
    return (int) connected.stream().filter(at -> at.plus(DAY).isAfter(now)).count();
  }

  /// When one more may connect, if only so many may in a day; empty: now.
  Optional<Instant> nextWith(int most, Instant now) {
    List<Instant> counted = connected.stream().filter(at -> at.plus(DAY).isAfter(now)).toList();
    return counted.size() < most
        ? Optional.empty()
        : Optional.of(counted.get(counted.size() - most).plus(DAY));
  }

  Attempts connectedAt(Instant now, boolean outbound) {
    List<Instant> kept =
        connected.stream()
            .filter(at -> at.plus(DAY).isAfter(now))
            .skip(Math.max(0, connected.size() - MOST + 1L))
            .toList();
    return outbound ? new Attempts(plus(kept, now), 0, now) : new Attempts(kept, 0, now);
  }

  private static List<Instant> plus(List<Instant> before, Instant at) {
    var all = new java.util.ArrayList<>(before);
    all.add(at);
    all.sort(null);
    return all;
  }

  /// The last connected call came before that moment: true of what begins now, also where the clock
  /// was put back since, or has not moved.
  Attempts connectedBefore(Instant at) {
    return lastConnected == null || lastConnected.isBefore(at)
        ? this
        : new Attempts(connected, unanswered, at.minusMillis(1));
  }

  Attempts notAnswered() {
    return new Attempts(connected, unanswered + 1, lastConnected);
  }

  Attempts fromZero() {
    return new Attempts(connected, 0, lastConnected);
  }

  /// Those of two entries that turned out to be of one customer.
  Attempts and(Attempts other) {
    List<Instant> both = connected;
    for (Instant at : other.connected) {
      both = plus(both, at);
    }
    Instant last = Instants.later(lastConnected, other.lastConnected);
    // The row of unanswered calls of whoever was called last is the longer one.
    return new Attempts(
        both.subList(Math.max(0, both.size() - MOST), both.size()),
        Math.max(unanswered, other.unanswered),
        last);
  }
}
