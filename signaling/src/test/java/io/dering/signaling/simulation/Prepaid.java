package io.dering.signaling.simulation;

import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.money.LedgerTerms;
import io.dering.signaling.switchboard.VoiceBalance;
import io.dering.signaling.tariff.Countries;
import io.dering.signaling.tariff.Country;
import io.dering.signaling.tariff.RateCard;
import io.dering.signaling.tariff.RateRow;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// What the accounts of the simulation pay by: one price, in two increments.
final class Prepaid {
  static final long MINUTE_MINOR = 1_000;

  private static final Country BRITAIN = new Country("GB", 44);

  private Prepaid() {}

  private static final class Britain implements Countries {
    @Override
    public Optional<Country> of(PhoneNumber number) {
      return Optional.of(BRITAIN);
    }

    @Override
    public Optional<Country> ofRegion(String region) {
      return Optional.of(BRITAIN);
    }
  }

  /// What a talk costs, reckoned apart from the product: each started increment, whole (BAL-3).
  static long priceMinor(int incrementSeconds, long talkMs) {
    long increments = Math.ceilDiv(talkMs, incrementSeconds * 1_000L);
    return increments * incrementSeconds * MINUTE_MINOR / 60;
  }

  static VoiceBalance by(int incrementSeconds) {
    return new VoiceBalance(
        new LedgerTerms(1, MINUTE_MINOR, List.of(2 * MINUTE_MINOR)),
        Optional.of(
            new RateCard(
                "GBP",
                incrementSeconds,
                0,
                List.of(new RateRow("44", LocalDate.of(2026, 1, 1), 0, null, MINUTE_MINOR)))),
        new Britain());
  }
}
