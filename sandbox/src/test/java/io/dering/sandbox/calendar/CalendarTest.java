package io.dering.sandbox.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class CalendarTest {
  private static final Instant T0 = Instant.ofEpochSecond(1_791_187_200);
  private final AtomicReference<Instant> clock = new AtomicReference<>(T0);
  private final Calendar calendar = new Calendar(clock::get);

  @Test
  void itBeginsWithTheClockAndSkipsWhatItIsTold() {
    assertThat(calendar.instant()).isEqualTo(T0);
    assertThat(calendar.advance(Duration.ofDays(6))).isTrue();
    assertThat(calendar.instant()).isEqualTo(T0.plus(Duration.ofDays(6)));
    clock.set(T0.plusSeconds(5));
    assertThat(calendar.ahead()).isEqualTo(Duration.ofDays(6));
  }

  /// A permission that ends tomorrow by the calendar ends tomorrow for the business too.
  @Test
  void whatTheBusinessIsToldIsInRealTime() {
    Instant ends = T0.plus(Duration.ofDays(7));
    assertThat(calendar.real(ends)).isEqualTo(ends);
    calendar.advance(Duration.ofDays(6));
    assertThat(calendar.real(ends)).isEqualTo(T0.plus(Duration.ofDays(1)));
  }

  @Test
  void sevenDaysPassInSevenSeconds() {
    calendar.run(86_400);
    assertThat(calendar.real(T0.plus(Duration.ofDays(7)))).isEqualTo(T0.plusSeconds(7));
    clock.set(T0.plusSeconds(7));
    assertThat(calendar.instant()).isEqualTo(T0.plus(Duration.ofDays(7)));
    calendar.run(1);
    clock.set(T0.plusSeconds(8));
    assertThat(calendar.instant()).isEqualTo(T0.plus(Duration.ofDays(7)).plusSeconds(1));
  }

  @Test
  void itNeverRunsBackNorTooFar() {
    assertThat(calendar.advance(Duration.ofSeconds(-1))).isFalse();
    assertThat(calendar.advance(Duration.ofDays(4_000))).isFalse();
    assertThat(calendar.instant()).isEqualTo(T0);
    assertThatIllegalArgumentException().isThrownBy(() -> calendar.run(0.5));
  }
}
