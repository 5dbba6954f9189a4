package io.dering.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Turns of a media thread each millisecond, on a clock of the test's.
final class RealTimePriorityTest {
  private static final long TURN_NANOS = 1_000_000;

  /// Any clock's zero is as good as another.
  private static final long START_NANOS = Long.MAX_VALUE - 500 * TURN_NANOS;

  private final Processor processor = new Processor();
  private long nowNanos = START_NANOS;
  private final RealTimePriority priority = new RealTimePriority(processor, () -> nowNanos, true);

  @Test
  void theThreadGoesFirstFromItsFirstTurnOn() {
    priority.turn(nowNanos);
    assertThat(goesFirst()).isTrue();
    assertThat(processor.asked).containsExactly("first");
  }

  @Test
  void withSixtyNineOfAHundredItGoesFirstForEver() {
    turns(10_000, 69);
    assertThat(processor.asked).containsExactly("first");
  }

  @Test
  void withSeventyItSharesWithinATenthOfASecond() {
    turns(5_000, 20);
    turns(200, 70);
    assertThat(processor.asked).containsExactly("first", "share");
    assertThat(goesFirst()).isFalse();
  }

  @Test
  void aFloodAfterAnHourOfSilenceIsSeenAsSoon() {
    turns(200, 20);
    nowNanos += 3_600_000_000_000L;
    turns(200, 100);
    assertThat(processor.asked).containsExactly("first", "share");
  }

  @Test
  void whileItNeedsHalfOfTheProcessorItShares() {
    turns(200, 100);
    turns(10_000, 50);
    assertThat(processor.asked).containsExactly("first", "share");
  }

  @Test
  void afterASecondWithLessItGoesFirstAgain() {
    turns(200, 100);
    processor.asked.clear();
    turns(900, 49);
    assertThat(processor.asked).isEmpty();
    turns(300, 49);
    assertThat(processor.asked).containsExactly("first");
    assertThat(goesFirst()).isTrue();
  }

  @Test
  void theSecondIsCountedFromTheLastTimeItNeededMore() {
    turns(200, 100);
    turns(900, 20);
    turns(100, 60);
    processor.asked.clear();
    turns(900, 20);
    assertThat(processor.asked).isEmpty();
    turns(300, 20);
    assertThat(processor.asked).containsExactly("first");
  }

  /// Beside two others it gets a third while it shares, which is less than it needs.
  @Test
  void aFloodThatGoesOnHasATenthOfASecondEachMinuteInTheEnd() {
    int tenMinutes = 600_000;
    for (int turn = 0; turn < tenMinutes; turn++) {
      turns(1, goesFirst() ? 100 : 33);
    }
    assertThat(processor.asked).filteredOn("first"::equals).hasSize(1 + 7 + 7);
  }

  @Test
  void whoHasGoneFirstForLongIsCalmAfterASecondAgain() {
    turns(200, 100);
    turns(1_200, 20);
    turns(200, 100);
    turns(2_200, 20);
    assertThat(goesFirst()).isTrue();
    turns(10_000, 20);
    turns(200, 100);
    processor.asked.clear();
    turns(1_200, 20);
    assertThat(processor.asked).containsExactly("first");
  }

  @Test
  void whoIsNotLetShareGoesFirstAndAsksAgain() {
    turns(200, 20);
    processor.keeps = true;
    turns(300, 100);
    assertThat(goesFirst()).isTrue();
    processor.keeps = false;
    turns(101, 100);
    assertThat(goesFirst()).isFalse();
  }

  /// The turn that was cold began a while before.
  @Test
  void whatATurnUsesIsMeasuredByWhenItEnds() {
    turns(101, 0);
    long beganNanos = nowNanos + 99 * TURN_NANOS;
    nowNanos = beganNanos + 75 * TURN_NANOS;
    processor.usedNanos += 75 * TURN_NANOS;
    priority.turn(beganNanos + TURN_NANOS);
    assertThat(goesFirst()).isTrue();
  }

  @Test
  void whoseWatchHasMadeItShareGoesFirstAgainAfterASecond() {
    turns(200, 20);
    processor.endedByWatch = true;
    turns(101, 20);
    assertThat(goesFirst()).isFalse();
    turns(899, 20);
    assertThat(processor.asked).containsExactly("first");
    turns(200, 20);
    assertThat(processor.asked).containsExactly("first", "first");
    assertThat(goesFirst()).isTrue();
  }

  /// The second flood came too soon after the first, so that after it the wait was two seconds.
  @Test
  void aStandstillIsNoFloodForWhoseSakeOneWaitsLonger() {
    turns(200, 100);
    turns(1_200, 20);
    turns(200, 100);
    turns(2_200, 20);
    assertThat(goesFirst()).isTrue();
    processor.endedByWatch = true;
    turns(101, 20);
    processor.asked.clear();
    turns(1_101, 20);
    assertThat(processor.asked).containsExactly("first");
  }

  /// 1,000 calls need half of a processor and more.
  @Test
  void aStandstillSaysNothingOfHowMuchTheThreadNeeds() {
    turns(200, 60);
    processor.endedByWatch = true;
    turns(101, 60);
    processor.asked.clear();
    turns(1_101, 60);
    assertThat(processor.asked).containsExactly("first");
  }

  @Test
  void aFloodSoonAfterAStandstillIsTheFirstOfItsKind() {
    turns(200, 20);
    processor.endedByWatch = true;
    turns(101, 20);
    turns(1_101, 20);
    turns(200, 100);
    processor.asked.clear();
    turns(1_200, 20);
    assertThat(processor.asked).containsExactly("first");
  }

  @Test
  void aWatchThatIsLateWithItsWordChangesNothingForWhoShares() {
    turns(200, 100);
    turns(500, 20);
    processor.endedByWatch = true;
    processor.asked.clear();
    turns(700, 20);
    assertThat(processor.asked).containsExactly("first");
    turns(500, 20);
    assertThat(goesFirst()).isTrue();
  }

  @Test
  void floodsAndStandstillsAreCountedApart() {
    turns(200, 100);
    turns(1_200, 20);
    assertThat(priority.totals()).isEqualTo(new MediaTotals.Priority(true, 1, 0));
    processor.endedByWatch = true;
    turns(101, 20);
    assertThat(priority.totals()).isEqualTo(new MediaTotals.Priority(false, 1, 1));
  }

  @Test
  void itsWatchHearsOfEachTurn() {
    turns(1_001, 20);
    assertThat(processor.turns).isEqualTo(1_001);
  }

  @Test
  void aSystemThatRefusesIsAskedOnce() {
    processor.refuses = true;
    turns(10_000, 20);
    assertThat(processor.asked).containsExactly("first");
    assertThat(goesFirst()).isFalse();
  }

  @Test
  void theClockOfTheProcessorIsReadTenTimesASecond() {
    turns(1_001, 20);
    assertThat(processor.reads).isEqualTo(11);
  }

  @Test
  void whoDoesNotWantItAsksForNothing() {
    RealTimePriority unwanted = new RealTimePriority(processor, () -> nowNanos, false);
    unwanted.turn(nowNanos);
    assertThat(unwanted.totals().goesFirst()).isFalse();
    assertThat(processor.asked).isEmpty();
  }

  private boolean goesFirst() {
    return priority.totals().goesFirst();
  }

  /// @param percent of the processor that each takes
  private void turns(int count, int percent) {
    for (int i = 0; i < count; i++) {
      priority.turn(nowNanos);
      nowNanos += TURN_NANOS;
      processor.usedNanos += TURN_NANOS * percent / 100;
    }
  }

  private static final class Processor implements RealTimePriority.Processor {
    private final List<String> asked = new ArrayList<>();
    private boolean refuses;
    private boolean keeps;
    private boolean endedByWatch;
    private long usedNanos;
    private int reads;
    private int turns;

    @Override
    public boolean goFirst() {
      asked.add("first");
      return !refuses;
    }

    @Override
    public boolean share() {
      asked.add("share");
      return !keeps;
    }

    @Override
    public void turnEnded() {
      turns++;
    }

    @Override
    public boolean takeEndedByWatch() {
      boolean ended = endedByWatch;
      endedByWatch = false;
      return ended;
    }

    @Override
    public long usedNanos() {
      reads++;
      return usedNanos;
    }
  }
}
