package io.dering.gateway.wiring;

import io.dering.gateway.money.PhoneCountries;
import io.dering.gateway.rest.ChargeReader.Paid;
import io.dering.gateway.storage.LedgerTable;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.tariff.Countries;
import io.dering.signaling.tariff.Country;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a month's calls cost, by the countries of those who were called.
///
/// To tell the countries of a month with tens of thousands of customers takes longer than to read
/// it, and the page asks every half minute. A ledger only grows, so that what was summed up stays
/// right: a later question reads what came since.
///
/// Any thread that may block; one question at a time.
final class PaidCountries {
  /// Two years of eight accounts, a few kilobytes each.
  private static final int MOST_MONTHS = 200;

  private final Head head;
  private final Rows rows;
  private final Countries countries = new PhoneCountries();
  private final Map<Key, Sums> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Sums> eldest) {
          return size() > MOST_MONTHS;
        }
      };

  /// The sequence of the newest entry.
  @FunctionalInterface
  interface Head {
    long of(AccountId account);
  }

  /// A month's entries beyond the first sequence, up to the second.
  @FunctionalInterface
  interface Rows {
    List<LedgerTable.Paid> of(AccountId account, YearMonth month, long after, long upTo);
  }

  private record Key(AccountId account, YearMonth month) {}

  private record Sums(long upTo, Map<String, Paid> paid) {}

  PaidCountries(Head head, Rows rows) {
    this.head = head;
    this.rows = rows;
  }

  /// The dearest first.
  synchronized List<Paid> of(AccountId account, YearMonth month) {
    Key key = new Key(account, month);
    Sums before = known.getOrDefault(key, new Sums(0, Map.of()));
    long upTo = head.of(account);
    if (upTo != before.upTo()) {
      Map<String, Paid> paid = new HashMap<>(before.paid());
      for (LedgerTable.Paid row : rows.of(account, month, before.upTo(), upTo)) {
        Paid one = new Paid(country(row), -row.amountMinor(), row.minutes());
        paid.merge(one.country(), one, PaidCountries::plus);
      }
      before = new Sums(upTo, paid);
      known.put(key, before);
    }
    return before.paid().values().stream()
        .sorted(Comparator.comparingLong(Paid::amountMinor).reversed().thenComparing(Paid::country))
        .toList();
  }

  private String country(LedgerTable.Paid row) {
    String number = row.number();
    return countries
        .of(number == null ? null : new PhoneNumber(number), row.userId())
        .map(Country::region)
        .orElse("");
  }

  private static Paid plus(Paid one, Paid other) {
    return new Paid(
        one.country(), one.amountMinor() + other.amountMinor(), one.minutes() + other.minutes());
  }
}
