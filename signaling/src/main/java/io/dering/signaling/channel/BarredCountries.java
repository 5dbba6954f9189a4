package io.dering.signaling.channel;

import java.time.LocalDate;
import java.util.Set;

/// Countries whose businesses WhatsApp lets take calls but not make them (Meta reference 2.6). It
/// is the country of the business's number that counts, not the customer's. Meta has changed the
/// list before: it stands here alone, with its day.
public final class BarredCountries {
  /// The day on which the list was Meta's.
  public static final LocalDate AS_OF = LocalDate.of(2026, 8, 1);

  /// Two capital letters each (ISO 3166-1).
  public static final Set<String> CODES = Set.of("CA", "EG", "NG", "US", "VN");

  private BarredCountries() {}
}
