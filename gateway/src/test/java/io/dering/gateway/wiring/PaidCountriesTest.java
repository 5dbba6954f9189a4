package io.dering.gateway.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.rest.ChargeReader.Paid;
import io.dering.gateway.storage.LedgerTable;
import io.dering.signaling.id.AccountId;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// BAL-3: what was paid by country is told again without reading the month again.
final class PaidCountriesTest {
  private static final AccountId DEMO = new AccountId("demo");
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);

  private final List<String> read = new ArrayList<>();
  private final List<LedgerTable.Paid> found = new ArrayList<>();
  private long newest;
  private final PaidCountries countries =
      new PaidCountries(
          _ -> newest,
          (account, month, after, upTo) -> {
            read.add(account + " " + month + " " + after + " " + upTo);
            return List.copyOf(found);
          });

  @Test
  void whatCameSinceIsAddedToWhatWasSummedUp() {
    found.add(new LedgerTable.Paid("6281234567890", null, 2, -2_000));
    found.add(new LedgerTable.Paid("447700900456", null, 1, -1_000));
    found.add(new LedgerTable.Paid(null, "GB.", 1, -1_000));
    found.add(new LedgerTable.Paid(null, null, 0, 300));
    newest = 5;
    assertThat(countries.of(DEMO, NOVEMBER))
        .containsExactly(new Paid("GB", 2_000, 2), new Paid("ID", 2_000, 2), new Paid("", -300, 0));
    found.clear();
    assertThat(countries.of(DEMO, NOVEMBER)).hasSize(3);
    found.add(new LedgerTable.Paid("6281234567891", null, 1, -1_000));
    newest = 6;
    assertThat(countries.of(DEMO, NOVEMBER))
        .contains(new Paid("ID", 3_000, 3), new Paid("GB", 2_000, 2));
    assertThat(read).containsExactly("demo 2026-11 0 5", "demo 2026-11 5 6");
  }

  @Test
  void anotherMonthIsAnotherSum() {
    found.add(new LedgerTable.Paid("6281234567890", null, 2, -2_000));
    newest = 1;
    countries.of(DEMO, NOVEMBER);
    found.clear();
    assertThat(countries.of(DEMO, NOVEMBER.minusMonths(1))).isEmpty();
    assertThat(countries.of(new AccountId("other"), NOVEMBER)).isEmpty();
    assertThat(countries.of(DEMO, NOVEMBER)).hasSize(1);
  }
}
