package io.dering.media.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.rtp.NetworkOrder;
import io.dering.media.rtp.RtpHeader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Streams of packets between a sender and a receiver: order, loss, rollover, replay, forgery,
/// bounds.
class SrtpStreamTest {
  private static final int PAYLOAD_LENGTH = 100;
  private static final int PLAIN_LENGTH = RtpHeader.MIN_LENGTH + PAYLOAD_LENGTH;
  private static final int SSRC = 0x1234_5678;

  private final SplittableRandom random = new SplittableRandom(3711);
  private final byte[] key = random(16);
  private final byte[] longSalt = random(14);

  /// All ends of a test share one scratch, as all legs of a thread do.
  private final SrtpScratch scratch = new SrtpScratch();

  private SrtpSender sender(SrtpProfile profile) {
    return new SrtpSender(profile, key, salt(profile), scratch);
  }

  private SrtpReceiver receiver(SrtpProfile profile) {
    return new SrtpReceiver(profile, key, salt(profile), scratch);
  }

  private byte[] salt(SrtpProfile profile) {
    return Arrays.copyOf(longSalt, profile.saltLength());
  }

  /// Three rollovers with 10 % loss, twice as dense around the wrap, and packets up to forty places
  /// late.
  @ParameterizedTest
  @EnumSource
  void rolloversSurviveLossAndReorder(SrtpProfile profile) {
    SrtpSender sender = sender(profile);
    SrtpReceiver receiver = receiver(profile);
    List<byte[]> late = new ArrayList<>();
    int first = 65_000;
    for (int i = 0; i < 3 * 65_536; i += isNearWrap(first + i) ? 1 : 61) {
      byte[] b = protectedPacket(sender, SSRC, first + i);
      if (random.nextInt(10) == 0) {
        continue;
      }
      if (random.nextInt(5) == 0) {
        late.add(b);
        if (late.size() < 8) {
          continue;
        }
      } else {
        assertOpens(receiver, b);
      }
      for (byte[] packet : isNearWrap(first + i) ? late : List.<byte[]>of()) {
        assertOpens(receiver, packet);
      }
      late.clear();
    }
    assertThat(receiver.sources()).isEqualTo(1);
  }

  private static boolean isNearWrap(int sequenceNumber) {
    int distance = sequenceNumber & 0xFFFF;
    return distance < 400 || distance > 65_136;
  }

  @ParameterizedTest
  @EnumSource
  void theTwoSidesOfAWrapMayChangePlaces(SrtpProfile profile) {
    SrtpSender sender = sender(profile);
    byte[] a = protectedPacket(sender, SSRC, 65_534);
    byte[] b = protectedPacket(sender, SSRC, 65_535);
    byte[] c = protectedPacket(sender, SSRC, 65_536);
    byte[] d = protectedPacket(sender, SSRC, 65_537);
    SrtpReceiver receiver = receiver(profile);
    for (byte[] packet : List.of(a, d, b, c)) {
      assertOpens(receiver, packet.clone());
    }
    for (byte[] packet : List.of(a, b, c, d)) {
      assertRejected(receiver, packet, SrtpRejection.REPLAYED);
    }
  }

  /// The sender's table guesses indices too, so what a bridge sends out of order is still one
  /// stream.
  @ParameterizedTest
  @EnumSource
  void aSenderMaySendLateAcrossAWrapButNothingTwice(SrtpProfile profile) {
    SrtpSender sender = sender(profile);
    byte[] first = protectedPacket(sender, SSRC, 65_535);
    byte[] third = protectedPacket(sender, SSRC, 1);
    byte[] second = protectedPacket(sender, SSRC, 0);
    SrtpReceiver receiver = receiver(profile);
    for (byte[] packet : List.of(first, second, third)) {
      assertOpens(receiver, packet);
    }
    byte[] again = plainPacket(SSRC, 0);
    byte[] before = again.clone();
    assertThat(sender.protectRtp(again, 0, PLAIN_LENGTH)).isEqualTo(SrtpRejection.REPLAYED.code());
    assertThat(again).isEqualTo(before);
  }

  /// A window of exactly 128, against a set that remembers every index.
  @ParameterizedTest
  @EnumSource
  void theReplayWindowIsThatOfASetThatForgetsNothing(SrtpProfile profile) {
    SrtpSender sender = sender(profile);
    List<byte[]> packets = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      packets.add(protectedPacket(sender, SSRC, 65_000 + i));
    }
    SrtpReceiver receiver = receiver(profile);
    Set<Integer> seen = new HashSet<>();
    int highest = -1;
    for (int turn = 0; turn < 20_000; turn++) {
      int jump = random.nextInt(100) == 0 ? random.nextInt(200) : random.nextInt(3);
      int place = Math.max(0, highest + jump - random.nextInt(2) * random.nextInt(140));
      if (place >= packets.size()) {
        break;
      }
      byte[] packet = packets.get(place);
      if (highest - place >= 128) {
        assertRejected(receiver, packet, SrtpRejection.TOO_OLD);
      } else if (seen.contains(place)) {
        assertRejected(receiver, packet, SrtpRejection.REPLAYED);
      } else {
        assertOpens(receiver, packet.clone());
        seen.add(place);
        highest = Math.max(highest, place);
      }
    }
    assertThat(highest).isGreaterThan(2_000);
  }

  @ParameterizedTest
  @EnumSource
  void anIndexFromBeforeTheFirstPeriodIsTooOld(SrtpProfile profile) {
    SrtpReceiver receiver = receiver(profile);
    assertOpens(receiver, protectedPacket(sender(profile), SSRC, 3));
    byte[] before = protectedPacket(sender(profile), SSRC, 65_530);
    assertRejected(receiver, before, SrtpRejection.TOO_OLD);
  }

  @ParameterizedTest
  @EnumSource
  void everyFlippedBitIsRefusedWithoutATrace(SrtpProfile profile) {
    SrtpReceiver receiver = receiver(profile);
    byte[] good = protectedPacket(sender(profile), SSRC, 7);
    for (int bit = 0; bit < 8 * good.length; bit++) {
      byte[] bad = good.clone();
      bad[bit / 8] ^= (byte) (0x80 >>> bit % 8);
      byte[] before = bad.clone();
      assertThat(receiver.unprotectRtp(bad, 0, bad.length)).as("bit %d", bit).isNegative();
      assertThat(bad).isEqualTo(before);
    }
    assertThat(receiver.sources()).isZero();
    assertOpens(receiver, good);
    assertThat(receiver.sources()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void aForgeryFarAheadDoesNotMoveTheWindow(SrtpProfile profile) {
    SrtpSender sender = sender(profile);
    SrtpReceiver receiver = receiver(profile);
    assertOpens(receiver, protectedPacket(sender, SSRC, 100));
    byte[] forged = protectedPacket(sender, SSRC, 101);
    RtpHeader.sequenceNumber(forged, 0, 20_000);
    assertRejected(receiver, forged, SrtpRejection.NOT_AUTHENTIC);
    assertOpens(receiver, protectedPacket(sender, SSRC, 102));
  }

  @ParameterizedTest
  @EnumSource
  void truncatedPacketsOfEveryLengthAreRefused(SrtpProfile profile) {
    byte[] rtp = protectedPacket(sender(profile), SSRC, 7);
    byte[] rtcp = protectedReport(sender(profile), 28);
    SrtpReceiver receiver = receiver(profile);
    SrtpSender sender = sender(profile);
    for (int len = 0; len <= 60; len++) {
      byte[] exact = Arrays.copyOf(rtp, len);
      assertThat(receiver.unprotectRtp(exact, 0, len)).as("rtp %d", len).isNegative();
      if (len != rtcp.length) {
        exact = Arrays.copyOf(rtcp, len);
        assertThat(receiver.unprotectRtcp(exact, 0, len)).as("rtcp %d", len).isNegative();
      }
      if (len < RtpHeader.MIN_LENGTH) {
        assertThat(sender.protectRtp(new byte[40], 0, len))
            .isEqualTo(SrtpRejection.TOO_SHORT.code());
      }
      if (len < 8 || len % 4 != 0) {
        assertThat(sender.protectRtcp(new byte[100], 0, len))
            .isEqualTo(SrtpRejection.TOO_SHORT.code());
      }
    }
    assertThat(receiver.sources()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aHeaderThatLeadsBeyondThePacketIsRefused(SrtpProfile profile) {
    byte[] b = plainPacket(SSRC, 1);
    b[0] |= 0x10;
    NetworkOrder.int16(b, 14, 0xFFFF);
    assertThat(sender(profile).protectRtp(b, 0, PLAIN_LENGTH))
        .isEqualTo(SrtpRejection.TOO_SHORT.code());
    assertThat(receiver(profile).unprotectRtp(b, 0, PLAIN_LENGTH))
        .isEqualTo(SrtpRejection.TOO_SHORT.code());
    b[0] = 0x40;
    assertThat(sender(profile).protectRtp(b, 0, PLAIN_LENGTH))
        .isEqualTo(SrtpRejection.NOT_RTP.code());
    assertThat(receiver(profile).unprotectRtp(b, 0, PLAIN_LENGTH))
        .isEqualTo(SrtpRejection.NOT_RTP.code());
    assertThat(receiver(profile).unprotectRtcp(b, 0, PLAIN_LENGTH)).isNegative();
  }

  /// 10^5 mutations of RTP and of RTCP: none throws, none authenticates, none leaves a trace.
  @ParameterizedTest
  @EnumSource
  void mutationsNeverThrowNorAuthenticate(SrtpProfile profile) {
    byte[] rtp = protectedPacket(sender(profile), SSRC, 7);
    byte[] rtcp = protectedReport(sender(profile), 52);
    SrtpReceiver receiver = receiver(profile);
    byte[] b = new byte[200];
    for (int i = 0; i < 100_000; i++) {
      byte[] good = (i & 1) == 0 ? rtp : rtcp;
      System.arraycopy(good, 0, b, 0, good.length);
      int len = random.nextInt(8) == 0 ? random.nextInt(b.length) : good.length;
      int changes = 1 + random.nextInt(3);
      for (int c = 0; c < changes; c++) {
        // Never a change that another one takes back.
        int at = random.nextInt(4) == 0 ? c : 4 + c + random.nextInt(good.length / 4) * 4 % 40;
        b[at] ^= (byte) (1 + random.nextInt(255));
      }
      boolean same = len == good.length && Arrays.equals(b, 0, len, good, 0, len);
      int result =
          (i & 1) == 0 ? receiver.unprotectRtp(b, 0, len) : receiver.unprotectRtcp(b, 0, len);
      assertThat(result).as("mutation %d", i).isNegative();
      assertThat(same).isFalse();
    }
    assertThat(receiver.sources()).isZero();
    assertOpens(receiver, rtp);
    assertThat(receiver.unprotectRtcp(rtcp, 0, rtcp.length)).isEqualTo(52);
  }

  @ParameterizedTest
  @EnumSource
  void aReceiverRemembersTheEightSourcesItHeardLast(SrtpProfile profile) {
    SrtpReceiver receiver = receiver(profile);
    List<byte[]> firsts = new ArrayList<>();
    for (int ssrc = 1; ssrc <= 8; ssrc++) {
      firsts.add(protectedPacket(sender(profile), ssrc, 10));
      assertOpens(receiver, firsts.getLast().clone());
    }
    // Source 1 speaks again, so source 2 is the one forgotten for source 9.
    SrtpSender one = sender(profile);
    assertOpens(receiver, protectedPacket(one, 1, 11));
    assertOpens(receiver, protectedPacket(sender(profile), 9, 10));
    assertThat(receiver.sources()).isEqualTo(8);
    assertRejected(receiver, firsts.get(0), SrtpRejection.REPLAYED);
    assertRejected(receiver, firsts.get(2), SrtpRejection.REPLAYED);
    assertOpens(receiver, firsts.get(1));
  }

  @ParameterizedTest
  @EnumSource
  void aSenderRefusesANinthSourceRatherThanForgetOne(SrtpProfile profile) {
    SrtpSender sender = sender(profile);
    for (int ssrc = 1; ssrc <= 8; ssrc++) {
      protectedPacket(sender, ssrc, 10);
    }
    byte[] b = plainPacket(9, 10);
    assertThat(sender.protectRtp(b, 0, PLAIN_LENGTH))
        .isEqualTo(SrtpRejection.TOO_MANY_SOURCES.code());
    assertThat(b).isEqualTo(plainPacket(9, 10));
    protectedPacket(sender, 8, 11);
  }

  @ParameterizedTest
  @EnumSource
  void reportsOfEveryLengthArriveOnceEach(SrtpProfile profile) {
    SrtpSender sender = sender(profile);
    SrtpReceiver receiver = receiver(profile);
    for (int len = 8; len <= 1_400; len += 4) {
      byte[] b = protectedReport(sender, len);
      byte[] copy = b.clone();
      assertThat(receiver.unprotectRtcp(b, 0, b.length)).isEqualTo(len);
      assertThat(Arrays.copyOf(b, len)).isEqualTo(report(len));
      byte[] before = copy.clone();
      assertThat(receiver.unprotectRtcp(copy, 0, copy.length))
          .isEqualTo(SrtpRejection.REPLAYED.code());
      assertThat(copy).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aReportsIndexAndFlagAreAuthenticated(SrtpProfile profile) {
    byte[] good = protectedReport(sender(profile), 52);
    SrtpReceiver receiver = receiver(profile);
    int word = good.length - (profile == SrtpProfile.AEAD_AES_128_GCM ? 4 : 14);
    assertThat(good[word]).isEqualTo((byte) 0x80);
    for (int bit = 0; bit < 32; bit++) {
      byte[] bad = good.clone();
      bad[word + bit / 8] ^= (byte) (0x80 >>> bit % 8);
      assertThat(receiver.unprotectRtcp(bad, 0, bad.length))
          .isEqualTo(SrtpRejection.NOT_AUTHENTIC.code());
    }
    assertThat(receiver.unprotectRtcp(good, 0, good.length)).isEqualTo(52);
  }

  @ParameterizedTest
  @EnumSource
  void reportsStopWhenTheirIndicesAreUsedUp(SrtpProfile profile) {
    SessionKeys keys = new SessionKeys(profile, key, salt(profile), new SrtpScratch());
    SrtpSender sender = new SrtpSender(keys, Integer.MAX_VALUE);
    SrtpReceiver receiver = receiver(profile);
    byte[] last = protectedReport(sender, 28);
    assertThat(receiver.unprotectRtcp(last, 0, last.length)).isEqualTo(28);
    byte[] b = Arrays.copyOf(report(28), 60);
    assertThat(sender.protectRtcp(b, 0, 28)).isEqualTo(SrtpRejection.KEY_EXHAUSTED.code());
    assertThat(Arrays.copyOf(b, 28)).isEqualTo(report(28));
  }

  private static byte[] plainPacket(int ssrc, int sequenceNumber) {
    byte[] b = new byte[PLAIN_LENGTH + SrtpSender.MAX_TRAILER_LENGTH];
    RtpHeader.write(b, 0, false, 111, sequenceNumber & 0xFFFF, sequenceNumber * 960, ssrc);
    for (int i = RtpHeader.MIN_LENGTH; i < PLAIN_LENGTH; i++) {
      b[i] = (byte) (i * sequenceNumber);
    }
    return b;
  }

  private static byte[] protectedPacket(SrtpSender sender, int ssrc, int sequenceNumber) {
    byte[] b = plainPacket(ssrc, sequenceNumber);
    int length = sender.protectRtp(b, 0, PLAIN_LENGTH);
    assertThat(length).isGreaterThan(PLAIN_LENGTH);
    return Arrays.copyOf(b, length);
  }

  private static byte[] report(int len) {
    byte[] b = new byte[len];
    Arrays.fill(b, (byte) 0x33);
    NetworkOrder.int32(b, 0, 0x80C8_0000 | (len / 4 - 1));
    NetworkOrder.int32(b, 4, SSRC);
    return b;
  }

  private static byte[] protectedReport(SrtpSender sender, int len) {
    byte[] b = Arrays.copyOf(report(len), len + SrtpSender.MAX_TRAILER_LENGTH);
    int length = sender.protectRtcp(b, 0, len);
    assertThat(length).isGreaterThan(len);
    return Arrays.copyOf(b, length);
  }

  /// Opens, and holds what was sent.
  private static void assertOpens(SrtpReceiver receiver, byte[] b) {
    assertThat(receiver.unprotectRtp(b, 0, b.length)).isEqualTo(PLAIN_LENGTH);
    int ticks = RtpHeader.timestamp(b, 0);
    byte[] plain = plainPacket(RtpHeader.ssrc(b, 0), ticks / 960);
    assertThat(Arrays.equals(b, 0, PLAIN_LENGTH, plain, 0, PLAIN_LENGTH)).isTrue();
  }

  private static void assertRejected(SrtpReceiver receiver, byte[] packet, SrtpRejection why) {
    byte[] b = packet.clone();
    assertThat(receiver.unprotectRtp(b, 0, b.length)).isEqualTo(why.code());
    assertThat(b).isEqualTo(packet);
  }

  private byte[] random(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
