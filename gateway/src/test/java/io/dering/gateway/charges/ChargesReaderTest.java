package io.dering.gateway.charges;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.call.MetaError;
import io.dering.signaling.charges.MetaMonth;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.meta.AnalyticsAnswer;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// When Meta is asked, for what, and what is said when it does not answer.
final class ChargesReaderTest {
  private static final Instant START = Instant.parse("2027-01-01T00:00:00Z");
  private static final YearMonth JANUARY = YearMonth.of(2027, 1);
  private static final YearMonth DECEMBER = YearMonth.of(2026, 12);
  private static final AnalyticsAnswer NOTHING = new AnalyticsAnswer.Read("IDR", List.of());
  private static final AnalyticsAnswer REFUSED = new AnalyticsAnswer.Refused(MetaError.of(200));

  private final Queue<AnalyticsAnswer> answers = new ArrayDeque<>();
  private final List<YearMonth> asked = new ArrayList<>();
  private final List<MetaMonth> kept = new ArrayList<>();
  private final List<YearMonth> gaps = new ArrayList<>();
  private final Queue<Runnable> later = new ArrayDeque<>();
  private final List<Duration> pauses = new ArrayList<>();
  private Instant now = START;
  private CompletableFuture<Boolean> written = CompletableFuture.completedFuture(true);
  private ChargesReader reader;

  @BeforeEach
  void start() {
    reader =
        new ChargesReader(
            new ChargesReader.Whose(new AccountId("demo"), "2", List.of("622150000001")),
            new ChargesReader.Ports(
                (month, numbers) -> {
                  assertThat(numbers).containsExactly("622150000001");
                  asked.add(month);
                  AnalyticsAnswer next = answers.poll();
                  return CompletableFuture.completedFuture(next == null ? NOTHING : next);
                },
                month -> {
                  kept.add(month);
                  return written;
                },
                (from, until) -> {
                  assertThat(from).isEqualTo(YearMonth.of(2026, 2));
                  assertThat(until).isEqualTo(DECEMBER);
                  return CompletableFuture.completedFuture(List.copyOf(gaps));
                }),
            new ChargesReader.Sources(
                (after, task) -> {
                  pauses.add(after);
                  later.add(task);
                },
                () -> now,
                new SplittableRandom(7)),
            Rounds.USUAL);
    reader.start();
  }

  private Reading.Failure failure() {
    return Objects.requireNonNull(reader.reading().failure());
  }

  /// Until the next pause has gone by.
  private void pass() {
    now = now.plus(pauses.getLast());
    later.remove().run();
  }

  @Test
  void thisMonthAndTheOneBeforeAreAskedForAndKept() {
    assertThat(reader.reading()).isEqualTo(Reading.WAITING);
    assertThat(asked).as("nothing before the first pause").isEmpty();
    pass();
    assertThat(asked).containsExactly(JANUARY, DECEMBER);
    assertThat(kept)
        .containsExactly(
            new MetaMonth(new AccountId("demo"), "2", JANUARY, "IDR", now, List.of()),
            new MetaMonth(new AccountId("demo"), "2", DECEMBER, "IDR", now, List.of()));
    assertThat(reader.reading()).isEqualTo(new Reading(now, null));
    assertThat(later).as("one round waits").hasSize(1);
    pass();
    assertThat(asked).hasSize(4);
  }

  /// As after an outage of two months.
  @Test
  void earlierMonthsWhoseFiguresAreNotFinalAreReadBesides() {
    gaps.addAll(List.of(YearMonth.of(2026, 10), YearMonth.of(2026, 9)));
    pass();
    assertThat(asked)
        .containsExactly(JANUARY, DECEMBER, YearMonth.of(2026, 10), YearMonth.of(2026, 9));
    assertThat(kept).extracting(MetaMonth::month).containsExactlyElementsOf(asked);
  }

  /// One that Meta never tells does not make it look as if Meta did not answer at all, and keeps
  /// back no other one.
  @Test
  void anEarlierMonthThatMetaAlwaysRefusesIsNoTroubleWithMeta() {
    gaps.addAll(List.of(YearMonth.of(2026, 10), YearMonth.of(2026, 9)));
    for (int round = 0; round < 3; round++) {
      asked.clear();
      kept.clear();
      answers.addAll(List.of(NOTHING, NOTHING, REFUSED));
      pass();
      assertThat(asked)
          .containsExactly(JANUARY, DECEMBER, YearMonth.of(2026, 10), YearMonth.of(2026, 9));
      assertThat(kept)
          .extracting(MetaMonth::month)
          .containsExactly(JANUARY, DECEMBER, YearMonth.of(2026, 9));
      assertThat(reader.reading()).isEqualTo(new Reading(now, null));
      assertThat(pauses.getLast()).as("no haste").isGreaterThan(Duration.ofHours(4));
    }
  }

  @Test
  void aRefusalEndsTheRoundAndStandsUntilMetaAnswersAgain() {
    pass();
    Instant read = now;
    answers.add(REFUSED);
    pass();
    assertThat(asked).as("the other month is not asked for as well").hasSize(3);
    Reading.Failure failure = failure();
    Instant failed = now;
    assertThat(failure.sentence()).isEqualTo("Meta refused with 200");
    assertThat(failure.error()).contains(MetaError.of(200));
    assertThat(reader.reading().readAt()).isEqualTo(read);
    answers.add(new AnalyticsAnswer.Unreadable("no answer"));
    pass();
    failure = failure();
    assertThat(failure.at()).as("since when").isEqualTo(failed);
    assertThat(failure.sentence()).isEqualTo("Meta gave no answer");
    pass();
    assertThat(reader.reading()).isEqualTo(new Reading(now, null));
  }

  @Test
  void aStoreThatDoesNotKeepItIsAFailureToo() {
    written = CompletableFuture.failedFuture(new IllegalStateException("full"));
    pass();
    Reading.Failure failure = failure();
    assertThat(failure.sentence()).contains("store");
    assertThat(later).hasSize(1);
  }

  /// No storm: a trouble that lasts is asked about ever more seldom.
  @Test
  void pausesGrowWhileMetaRefusesAndHaveARandomPart() {
    for (int round = 0; round < 12; round++) {
      answers.add(REFUSED);
      pass();
    }
    assertThat(pauses.getFirst()).isLessThanOrEqualTo(Rounds.USUAL.first());
    assertThat(pauses.get(1)).isBetween(Duration.ofSeconds(675), Duration.ofSeconds(1_125));
    assertThat(pauses.get(2)).isBetween(Duration.ofSeconds(1_350), Duration.ofSeconds(2_250));
    assertThat(pauses.getLast()).isBetween(Duration.ofMinutes(270), Duration.ofMinutes(450));
    assertThat(pauses.stream().distinct()).hasSameSizeAs(pauses);
  }
}
