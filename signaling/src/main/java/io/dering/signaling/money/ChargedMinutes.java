package io.dering.signaling.money;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// How many minutes were charged in a calendar month (UTC), for the tier of the next call. A month
/// begins with none.
final class ChargedMinutes {
  private long fromSecond;
  private long untilSecond;
  private long minutes;

  void restore(Instant inMonth, long charged) {
    turnTo(inMonth);
    minutes = charged;
  }

  void add(Instant at) {
    if (!covers(at)) {
      turnTo(at);
      minutes = 0;
    }
    minutes++;
  }

  long at(Instant now) {
    return covers(now) ? minutes : 0;
  }

  private boolean covers(Instant at) {
    return at.getEpochSecond() >= fromSecond && at.getEpochSecond() < untilSecond;
  }

  private void turnTo(Instant at) {
    LocalDate first = LocalDate.ofInstant(at, ZoneOffset.UTC).withDayOfMonth(1);
    fromSecond = first.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    untilSecond = first.plusMonths(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
  }
}
