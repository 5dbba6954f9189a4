package io.dering.gateway.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dering.gateway.config.Demo;
import io.dering.gateway.config.GatewayConfig;
import io.dering.gateway.config.InvalidConfig;
import io.dering.gateway.config.Mode;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.money.Pace;
import io.dering.signaling.tariff.RateCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BalancesTest {
  @TempDir Path folder;

  private static GatewayConfig.VoiceBalance with(boolean enabled, String card) {
    return new GatewayConfig.VoiceBalance(enabled, 50_000, 50_000, List.of(), card);
  }

  /// BAL-2, BAL-3: with what the demo has, two minutes can be talked.
  @Test
  void theDemosMinutesCostWhatItsBalanceIsTwiceOf() {
    GatewayConfig config = Demo.dev(Map.of());
    RateCard card =
        Balances.of(config.accounts().getFirst().voiceBalance(), config.mode(), 60)
            .orElseThrow()
            .card()
            .orElseThrow();

    long minute =
        card.tariff(new PhoneNumber("628131234567"), Instant.parse("2026-12-01T00:00:00Z"), 0)
            .orElseThrow()
            .minuteMinor();
    assertThat(2 * minute).isEqualTo(Demo.TOP_UP_MINOR);
  }

  @Test
  void anAccountWhoseBalanceIsSwitchedOffPaysNothing() {
    assertThat(Balances.of(with(false, ""), Mode.DEV, 60)).isEmpty();
  }

  /// What is for trying never shortens the minutes that somebody pays for.
  @Test
  void aMinuteIsShorterInTheDemoAlone() {
    assertThat(Balances.of(with(true, ""), Mode.DEV, 5).orElseThrow().pace())
        .isEqualTo(new Pace(5));
    assertThat(Balances.of(with(true, ""), Mode.SERVE, 5).orElseThrow().pace())
        .isEqualTo(Pace.REAL);
  }

  @Test
  void withoutARateCardThereIsNoPriceUntilOneIsImported() {
    assertThat(Balances.of(with(true, ""), Mode.SERVE, 60).orElseThrow().card()).isEmpty();
  }

  /// BAL-3.
  @Test
  void aRateCardWithAFaultStopsTheStartWithLineColumnAndRule() throws IOException {
    Path file = folder.resolve("rates.csv");
    Files.writeString(
        file,
        """
        prefix,effective_from,from_minutes,to_minutes,price_per_minute_minor,currency,increment_seconds,minimum_seconds
        62,2026-10-01,0,,-5,IDR,60,0
        """);

    assertThatThrownBy(() -> Balances.of(with(true, file.toString()), Mode.SERVE, 60))
        .isInstanceOf(InvalidConfig.class)
        .hasMessageContaining("accounts[].voice-balance.rate-card")
        .hasMessageContaining("line 2: price_per_minute_minor must");
  }

  @Test
  void aRateCardThatIsNotThereStopsTheStart() {
    assertThatThrownBy(() -> Balances.of(with(true, folder + "/none.csv"), Mode.SERVE, 60))
        .isInstanceOf(InvalidConfig.class)
        .hasMessageContaining("none.csv");
  }
}
