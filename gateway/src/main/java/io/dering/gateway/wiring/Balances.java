package io.dering.gateway.wiring;

import io.dering.gateway.config.Demo;
import io.dering.gateway.config.GatewayConfig;
import io.dering.gateway.config.InvalidConfig;
import io.dering.gateway.config.Key;
import io.dering.gateway.config.Mode;
import io.dering.gateway.money.PhoneCountries;
import io.dering.gateway.rest.Switchboards;
import io.dering.gateway.storage.LedgerTable;
import io.dering.signaling.backend.MoneyRequest;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.EntryId;
import io.dering.signaling.money.Pace;
import io.dering.signaling.switchboard.VoiceBalance;
import io.dering.signaling.tariff.RateCard;
import io.dering.signaling.tariff.RateCardCsv;
import io.dering.signaling.tariff.RateCardFault;
import io.dering.signaling.tariff.RateCardResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Voice balances as the configuration has them (BAL-2, BAL-3, BAL-8), and what the demo begins
/// with.
final class Balances {
  private static final Logger LOG = LoggerFactory.getLogger(Balances.class);
  private static final String EXAMPLE = "/META-INF/dering/rates-example.csv";

  /// Longer is no rate card: [RateCardCsv] takes 2 MiB.
  private static final long MAX_FILE_BYTES = 4L << 20;

  private static final EntryId DEMO = new EntryId("demo");

  private Balances() {}

  /// Empty: the account pays nothing.
  ///
  /// @param demoMinuteS how long a minute of money lasts where Meta is the sandbox
  /// @throws InvalidConfig when the rate card's file cannot be used; names its first fault
  static Optional<VoiceBalance> of(GatewayConfig.VoiceBalance balance, Mode mode, int demoMinuteS) {
    if (!balance.enabled()) {
      return Optional.empty();
    }
    PhoneCountries countries = new PhoneCountries();
    Optional<RateCard> card = Optional.empty();
    if (!balance.rateCard().isEmpty()) {
      card = Optional.of(card(balance.rateCard(), file(balance.rateCard()), countries));
    } else if (mode.demo()) {
      card = Optional.of(card(EXAMPLE, example(), countries));
    }
    Pace pace = mode.demo() ? new Pace(demoMinuteS) : Pace.REAL;
    return Optional.of(new VoiceBalance(balance.terms(), card, countries, pace));
  }

  private static String file(String name) {
    Path file = Path.of(name);
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MAX_FILE_BYTES) {
        throw refused(name, "is no file, or longer than 4 MiB");
      }
      return Files.readString(file);
    } catch (IOException _) {
      throw refused(name, "cannot be read as text (UTF-8)");
    }
  }

  private static String example() {
    try (InputStream csv = Objects.requireNonNull(Balances.class.getResourceAsStream(EXAMPLE))) {
      return new String(csv.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RateCard card(String name, String csv, PhoneCountries countries) {
    return switch (RateCardCsv.read(csv, countries::isPrefix)) {
      case RateCardResult.Read(var card) -> card;
      case RateCardResult.Refused(var faults) -> {
        RateCardFault fault = faults.getFirst();
        throw refused(
            name,
            "is no rate card: line %d: %s %s"
                .formatted(fault.line(), fault.column(), fault.rule().sentence())
                .replace("  ", " "));
      }
    };
  }

  private static InvalidConfig refused(String file, String why) {
    return new InvalidConfig(
        "%s names %s, which %s.".formatted(Key.BALANCE_RATE_CARD.path(), file, why));
  }

  /// Puts the demo's first money into a ledger that never moved. Once, whatever is started again:
  /// the entry has the same id each time.
  static void begin(
      LedgerTable ledgers, Switchboards switchboards, List<GatewayConfig.Account> accounts) {
    AccountId demo = new AccountId(Demo.ACCOUNT);
    boolean wanted =
        accounts.stream()
            .anyMatch(
                account -> account.id().equals(Demo.ACCOUNT) && account.voiceBalance().enabled());
    if (!wanted || ledgers.snapshot(demo).lastSequence() > 0) {
      return;
    }
    var topUp = new MoneyRequest.TopUp(DEMO, Demo.TOP_UP_MINOR, Optional.empty(), "demo");
    var _ =
        switchboards
            .ask(demo, topUp)
            .whenComplete((_, failure) -> {
              if (failure != null) {
                LOG.warn("The demo's first top-up was not made", failure);
              }
            });
  }
}
