package io.dering.media.leg;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.rtp.RtpHeader;
import io.dering.media.rtp.SerialNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One SSRC, sequence numbers and timestamps without a seam, whatever feeds the stream.
final class OutgoingStreamTest {
  private static final int OUR_SSRC = 0x0BADCAFE;
  private static final long FRAME_NANOS = 20_000_000L;

  private final OutgoingStream stream = new OutgoingStream(OUR_SSRC, 111, 126, 65_530, -500);
  private final byte[] b = new byte[256];
  private final List<Sent> sent = new ArrayList<>();
  private long now;

  private record Sent(int sequence, int timestamp, int payloadType, int ssrc, boolean marker) {}

  @Test
  void anAgentWhoJoinsAfterSilenceContinuesTheStream() {
    for (int i = 0; i < 5; i++) {
      silence();
    }
    for (int i = 0; i < 5; i++) {
      pass(77, 1_000 + i, 480_000 + i * 960);
    }
    assertOneContinuousStream(10);
    assertThat(sent.get(5).marker()).as("a new talk spurt begins").isTrue();
    assertThat(sent.get(6).marker()).isFalse();
  }

  @Test
  void anotherAgentContinuesWhereTheFirstOneStopped() {
    for (int i = 0; i < 5; i++) {
      pass(77, 65_533 + i, 480_000 + i * 960);
    }
    for (int i = 0; i < 5; i++) {
      pass(88, 9 + i, 12 + i * 960);
    }
    assertOneContinuousStream(10);
  }

  @Test
  void lossAndReorderingStayVisibleToTheReceiver() {
    pass(77, 10, 9_600);
    pass(77, 13, 9_600 + 3 * 960);
    pass(77, 12, 9_600 + 2 * 960);
    assertThat(sent.get(1).sequence()).isEqualTo(seq(sent.get(0).sequence() + 3));
    assertThat(sent.get(2).sequence()).isEqualTo(seq(sent.get(0).sequence() + 2));
    assertThat(sent.get(2).timestamp()).isEqualTo(sent.get(0).timestamp() + 2 * 960);
  }

  @Test
  void whatWasOvertakenBeforeTheSilenceGoesOutInItsOwnPlace() {
    pass(77, 10, 9_600);
    pass(77, 12, 9_600 + 2 * 960);
    pass(77, 14, 9_600 + 4 * 960);
    silence();
    pass(77, 11, 9_600 + 960);
    assertThat(sent.get(4).sequence()).isEqualTo(seq(sent.get(0).sequence() + 1));
    assertThat(sent.get(4).timestamp()).isEqualTo(sent.get(0).timestamp() + 960);
    assertThat(stream.anchored()).as("silence goes on").isFalse();
    silence();
    assertThat(sent.get(5).sequence()).isEqualTo(seq(sent.get(3).sequence() + 1));

    pass(77, 17, 9_600 + 7 * 960);
    pass(77, 13, 9_600 + 3 * 960);
    assertThat(sent.get(7).sequence()).isEqualTo(seq(sent.get(0).sequence() + 3));
    pass(77, 18, 9_600 + 8 * 960);
    assertThat(sent.get(8).sequence()).isEqualTo(seq(sent.get(6).sequence() + 1));
  }

  @Test
  void whatComesAfterItsPlaceWasTakenBySilenceIsDropped() {
    pass(77, 10, 9_600);
    silence();
    silence();
    pass(77, 13, 9_600 + 3 * 960);
    assertThat(rewrite(77, 12, 9_600 + 2 * 960)).isEqualTo(-1);
    assertThat(rewrite(77, 11, 9_600 + 960)).isEqualTo(-1);
    pass(77, 14, 9_600 + 4 * 960);
    assertThat(sent.get(4).sequence()).isEqualTo(seq(sent.get(3).sequence() + 1));
    assertThat(sent.get(4).timestamp()).isEqualTo(sent.get(3).timestamp() + 960);
  }

  @Test
  void whatTheVeryFirstPacketHasOvertakenStillGoesOut() {
    pass(77, 3, 9_600 + 3 * 960);
    pass(77, 2, 9_600 + 2 * 960);
    assertThat(sent.get(1).sequence()).isEqualTo(seq(sent.get(0).sequence() - 1));
    assertThat(sent.get(1).timestamp()).isEqualTo(sent.get(0).timestamp() - 960);
  }

  @Test
  void packetsFromBeforeTheFirstOneOfANewSourceAreDroppedForGood() {
    silence();
    pass(77, 3, 9_600 + 3 * 960);
    assertThat(rewrite(77, 2, 9_600 + 2 * 960)).as("its number was silence's").isEqualTo(-1);
    pass(77, 4, 9_600 + 4 * 960);
    assertThat(rewrite(77, seq(-1), 9_600 - 960)).isEqualTo(-1);
    assertOneContinuousStream(3);
  }

  @Test
  void aPauseOfTheSourceMovesTheTimestampByThePause() {
    pass(77, 10, 9_600);
    now += 99 * FRAME_NANOS;
    stream.release();
    pass(99, 500, 123);
    assertThat(sent.get(1).timestamp()).isEqualTo(sent.get(0).timestamp() + 100 * 960);
    assertThat(sent.get(1).sequence()).isEqualTo(seq(sent.get(0).sequence() + 1));
  }

  @Test
  void aSourceThatLastsForAnHourLosesNothing() {
    for (int i = 0; i < 180_000; i++) {
      assertThat(rewrite(77, seq(60_000 + i), i * 960)).as("packet %d", i).isNotNegative();
    }
    assertThat(stream.packets()).isEqualTo(180_000);
    assertThat(RtpHeader.sequenceNumber(b, 0)).isEqualTo(seq(65_534 + 179_999));
  }

  @Test
  void aStreamThatStoodIdleForDaysGoesOnByTheTimeThatPassed() {
    pass(77, 10, 9_600);
    stream.release();
    long days = 5 * 86_400L * 1_000_000_000L;
    now += days - FRAME_NANOS;
    pass(88, 5, 5);
    assertThat(sent.get(1).timestamp())
        .isEqualTo(sent.get(0).timestamp() + (int) (5 * 86_400L * 48_000));
  }

  @Test
  void digitsPassWithTheirOwnPayloadTypeOnTheAudioClock() {
    pass(77, 10, 9_600);
    RtpHeader.write(b, 0, true, 110, 11, 9_600 + 960, 77);
    int start = stream.rewrite(b, 0, 16, true, now);
    assertThat(RtpHeader.payloadType(b, start)).isEqualTo(126);
    assertThat(RtpHeader.timestamp(b, start)).isEqualTo(sent.get(0).timestamp() + 960);
    assertThat(RtpHeader.marker(b, start)).isTrue();
  }

  @Test
  void digitsAreNotSentToAPeerThatDidNotAgreeToThem() {
    OutgoingStream without = new OutgoingStream(OUR_SSRC, 111, -1, 0, 0);
    RtpHeader.write(b, 0, true, 126, 11, 0, 77);
    assertThat(without.rewrite(b, 0, 16, true, now)).isEqualTo(-1);
  }

  @Test
  void extensionsAndContributorsAreCutAway() {
    b[0] = (byte) (0x80 | 0x10 | 1);
    RtpHeader.payloadType(b, 0, 111);
    RtpHeader.sequenceNumber(b, 0, 5);
    b[16] = (byte) 0xBE;
    b[17] = (byte) 0xDE;
    b[18] = 0;
    b[19] = 1;
    b[24] = 42;
    int start = stream.rewrite(b, 0, 25, false, now);
    assertThat(start).isEqualTo(12);
    assertThat(RtpHeader.length(b, start, 13)).isEqualTo(12);
    assertThat(b[24]).isEqualTo((byte) 42);
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noSequenceNumberIsEverUsedTwiceAndNoneOfANewSourceGoesBack(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    boolean[] used = new boolean[65_536];
    int source = 1;
    int sequence = random.nextInt(65_536);
    int timestamp = random.nextInt();
    int @Nullable [] late = null;
    for (int i = 0; i < 20_000; i++) {
      now += FRAME_NANOS;
      int start = -1;
      if (late != null && random.nextInt(4) == 0) {
        RtpHeader.write(b, 0, false, 111, late[0], late[1], late[2]);
        late = null;
        start = stream.rewrite(b, 0, 50, false, now);
      }
      if (start >= 0) {
        assertUnused(used, start, "seed=%d step=%d late".formatted(seed, i));
      }
      start = -1;
      switch (random.nextInt(40)) {
        case 0 -> {
          source++;
          sequence = random.nextInt(65_536);
          timestamp = random.nextInt();
        }
        case 1, 2 -> {
          stream.silence(b, 0, now);
          start = 0;
        }
        case 3 -> stream.release();
        case 4, 5 -> {
          sequence = seq(sequence + 1);
          timestamp += 960;
          late = new int[] {sequence, timestamp, source};
        }
        default -> {
          int step = random.nextInt(20) == 0 ? 1 + random.nextInt(5) : 1;
          sequence = seq(sequence + step);
          timestamp += 960 * step;
          RtpHeader.write(b, 0, false, 111, sequence, timestamp, source);
          start = stream.rewrite(b, 0, 50, false, now);
        }
      }
      if (start >= 0) {
        assertUnused(used, start, "seed=%d step=%d".formatted(seed, i));
      }
    }
  }

  private void assertUnused(boolean[] used, int start, String where) {
    int out = RtpHeader.sequenceNumber(b, start);
    assertThat(used[out]).as("%s sequence=%d", where, out).isFalse();
    used[out] = true;
    used[seq(out + 32_768)] = false;
    assertThat(RtpHeader.ssrc(b, start)).isEqualTo(OUR_SSRC);
  }

  private void pass(int source, int sequence, int timestamp) {
    int start = rewrite(source, seq(sequence), timestamp);
    assertThat(start).isNotNegative();
    note(start);
  }

  private int rewrite(int source, int sequence, int timestamp) {
    now += FRAME_NANOS;
    RtpHeader.write(b, 0, false, 111, sequence, timestamp, source);
    return stream.rewrite(b, 0, 100, false, now);
  }

  private void silence() {
    now += FRAME_NANOS;
    stream.silence(b, 0, now);
    note(0);
  }

  private void note(int start) {
    sent.add(
        new Sent(
            RtpHeader.sequenceNumber(b, start),
            RtpHeader.timestamp(b, start),
            RtpHeader.payloadType(b, start),
            RtpHeader.ssrc(b, start),
            RtpHeader.marker(b, start)));
  }

  private void assertOneContinuousStream(int packets) {
    assertThat(sent).hasSize(packets);
    assertThat(sent).allSatisfy(s -> assertThat(s.ssrc()).isEqualTo(OUR_SSRC));
    for (int i = 1; i < sent.size(); i++) {
      assertThat(SerialNumbers.difference16(sent.get(i).sequence(), sent.get(i - 1).sequence()))
          .as("sequence step %d", i)
          .isEqualTo(1);
      assertThat(sent.get(i).timestamp() - sent.get(i - 1).timestamp())
          .as("timestamp step %d", i)
          .isEqualTo(960);
    }
  }

  private static int seq(int number) {
    return number & 0xFFFF;
  }
}
