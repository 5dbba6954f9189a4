package io.dering.signaling.charges;

import io.dering.signaling.id.AccountId;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;

/// A month of an account's numbers as Meta told it last.
///
/// @param waba the id of the WhatsApp Business Account that the numbers belong to
/// @param currency of the costs (ISO 4217)
/// @param readAt when Meta was asked
/// @param charges none when Meta knows of no call
public record MetaMonth(
    AccountId account,
    String waba,
    YearMonth month,
    String currency,
    Instant readAt,
    List<MetaCharge> charges) {
  public MetaMonth {
    charges = List.copyOf(charges);
  }

  /// All that was charged.
  public long costMicros() {
    long sum = 0;
    for (MetaCharge charge : charges) {
      sum = Math.addExact(sum, charge.costMicros());
    }
    return sum;
  }
}
