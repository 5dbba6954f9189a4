package io.dering.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dering.media.rtp.RtpHeader;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is due is what counts, whenever it was made or came.
final class DelayBookTest {
  private static final long SECOND = 1_000_000_000L;

  private final Window window = new Window();
  private final DelayBook book = new DelayBook(window, Duration.ofSeconds(1));
  private final StampedEar ear = new StampedEar(book);
  private int sequence;

  @Test
  void aFrameBelongsToTheSecondInWhichItWasDue() {
    window.open();
    book.heard(window.sinceNanos() + SECOND / 2, 3 * SECOND);
    book.heard(window.sinceNanos() + 2 * SECOND + 1, 1_000_000);
    List<Long> counts =
        book.parts(4).stream().map(part -> part.delayNanos().getTotalCount()).toList();
    assertThat(counts).containsExactly(1L, 0L, 1L, 0L);
    assertThat(book.between(0, 1).delayMs(99)).isCloseTo(3_000, within(30.0));
    assertThat(book.between(1, 2).delayMs(99)).isNaN();
    assertThat(book.between(1, 3).plus(book.between(0, 1)).delayNanos().getTotalCount())
        .isEqualTo(2);
  }

  @Test
  void whatNeverCameIsMissingWhenItWasDue() {
    window.open();
    hear(7, 1, 0);
    hear(7, 2, 0.02);
    hear(7, 103, 2.04);
    assertThat(book.between(0, 9).missing()).isEqualTo(100);
    assertThat(book.between(0, 1).missing() + book.between(1, 2).missing()).isBetween(97L, 99L);
    assertThat(book.between(0, 9).lossPercent()).isCloseTo(100.0 * 100 / 103, within(0.01));
  }

  @Test
  void aFrameThatWasOvertakenIsNotMissing() {
    window.open();
    hear(7, 1, 0);
    hear(7, 3, 0.04);
    assertThat(book.between(0, 9).missing()).isEqualTo(1);
    hear(7, 2, 0.02);
    assertThat(book.between(0, 9).missing()).isZero();
    assertThat(ear.numbered()).isEqualTo(3);
  }

  @Test
  void anotherVoiceBeginsAnewAndIsToldOf() {
    window.open();
    hear(7, 40, 0);
    var other = ear.expectOtherVoice();
    hear(7, 41, 0.02);
    assertThat(other).isNotDone();
    hear(8, 1, 0.5);
    assertThat(other).isDone();
    assertThat(book.between(0, 9).missing()).isZero();
  }

  /// Two frames of one turn: one is 20 ms late, and is charged for it.
  @Test
  void aVoiceThatIsLateStampsWhatWasDue() {
    window.open();
    StampedVoice voice = new StampedVoice(window);
    byte[] frame = new byte[StampedFrame.LENGTH];
    long now = System.nanoTime();
    voice.next(frame, 0, now - StampedFrame.EVERY_NANOS);
    assertThat(StampedFrame.read(frame, 0).dueNanos()).isEqualTo(now - StampedFrame.EVERY_NANOS);
    voice.next(frame, 0, now);
    assertThat(StampedFrame.read(frame, 0).number()).isEqualTo(2);
    assertThat(voice.neverMade()).isZero();
    voice.next(frame, 0, now + 10 * StampedFrame.EVERY_NANOS);
    assertThat(voice.neverMade()).isEqualTo(9);
  }

  @Test
  void aLongRunHasLongerSteps() {
    assertThat(DelayBook.step(Duration.ofSeconds(20))).isEqualTo(Duration.ofSeconds(1));
    assertThat(DelayBook.step(Duration.ofHours(1))).isEqualTo(Duration.ofSeconds(13));
  }

  private void hear(long voice, long number, double atSeconds) {
    byte[] packet = new byte[RtpHeader.MIN_LENGTH + StampedFrame.LENGTH];
    packet[0] = (byte) 0x80;
    packet[3] = (byte) ++sequence;
    long due = window.sinceNanos() + (long) (atSeconds * SECOND);
    new StampedFrame(voice, number, due).write(packet, RtpHeader.MIN_LENGTH);
    ear.heard(packet, 0, packet.length, due);
  }
}
