package io.dering.media.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.rtp.NetworkOrder;
import io.dering.media.rtp.RtpHeader;
import io.dering.media.srtp.Libsrtp.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every byte and every verdict as libsrtp has them: 10^5 packets a profile on their way through a
/// network that loses, delays, repeats and damages.
@Timeout(120)
class SrtpAgainstLibsrtpTest {
  private static final int PACKETS = 100_000;
  private static final int BATCH = 500;

  /// Three streams, one of which starts right before its first wrap. libsrtp guesses no rollover
  /// before sequence number 32,768 of a stream's first period, so they start above it; see
  /// [#theOneDifferenceIsWhatComesFromBeforeAStreamsBeginning].
  private static final int[] SSRCS = {0x1111_1111, 0x2222_2222, 0x3333_3333};

  private static final int[] FIRST = {65_000, 40_000, 65_535};

  private static Libsrtp libsrtp;

  private final SplittableRandom random = new SplittableRandom(0x1b59);
  private final byte[] key = bytes(16);
  private final byte[] longSalt = bytes(14);

  @BeforeAll
  static void startOracle() throws IOException {
    libsrtp = new Libsrtp();
  }

  @AfterAll
  static void stopOracle() throws IOException {
    libsrtp.close();
  }

  /// What both make of a packet; the reasons to refuse one that is not a replay are not compared.
  private enum Verdict {
    OPENED,
    REPLAYED,
    TOO_OLD,
    REFUSED
  }

  @ParameterizedTest
  @EnumSource
  void packetsAreTheSameByteForByteAndVerdictForVerdict(SrtpProfile profile) {
    libsrtp.open(profile, key, salt(profile));
    SrtpSender sender = new SrtpSender(profile, key, salt(profile));
    SrtpReceiver receiver = new SrtpReceiver(profile, key, salt(profile));
    Channel channel = new Channel();
    Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    int[] next = FIRST.clone();
    int sent = 0;
    while (sent < PACKETS) {
      List<byte[]> plain = new ArrayList<>();
      for (int i = 0; i < BATCH; i++) {
        int stream = random.nextInt(SSRCS.length);
        next[stream] += isNearWrap(next[stream]) ? 1 : 1 + random.nextInt(80);
        plain.add(packet(SSRCS[stream], next[stream]));
      }
      sent += plain.size();
      for (byte[] packet : protectedByBoth(sender, plain)) {
        channel.send(packet);
      }
      judgeRtp(receiver, channel.arrivals(), verdicts);
    }
    assertThat(Arrays.stream(next).map(n -> n >>> 16).sum()).as("rollovers").isGreaterThan(40);
    assertThat(verdicts.get(Verdict.OPENED)).isGreaterThan(80_000);
    assertThat(verdicts.get(Verdict.REPLAYED)).isGreaterThan(2_000);
    assertThat(verdicts.get(Verdict.TOO_OLD)).isGreaterThan(2_000);
    assertThat(verdicts.get(Verdict.REFUSED)).isGreaterThan(1_000);
  }

  @ParameterizedTest
  @EnumSource
  void reportsAreTheSameByteForByteAndVerdictForVerdict(SrtpProfile profile) {
    libsrtp.open(profile, key, salt(profile));
    // libsrtp counts each source's reports from 1, we count all of a key together from 0: with one
    // source and a first index of 1 both give the same.
    SrtpSender sender =
        new SrtpSender(new SessionKeys(profile, key, salt(profile), new SrtpScratch()), 1);
    SrtpReceiver receiver = new SrtpReceiver(profile, key, salt(profile));
    Channel channel = new Channel();
    Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    for (int sent = 0; sent < PACKETS / 5; sent += BATCH) {
      List<byte[]> plain = new ArrayList<>();
      for (int i = 0; i < BATCH; i++) {
        plain.add(report(SSRCS[0]));
      }
      plain.forEach(libsrtp::protectRtcp);
      List<Outcome> theirs = libsrtp.run();
      for (int i = 0; i < BATCH; i++) {
        int length = plain.get(i).length;
        byte[] ours = Arrays.copyOf(plain.get(i), length + SrtpSender.MAX_TRAILER_LENGTH);
        ours = Arrays.copyOf(ours, sender.protectRtcp(ours, 0, length));
        assertThat(ours).isEqualTo(theirs.get(i).packet());
        channel.send(ours);
      }
      judgeRtcp(receiver, channel.arrivals(), verdicts);
    }
    assertThat(verdicts.get(Verdict.OPENED)).isGreaterThan(15_000);
    assertThat(verdicts.get(Verdict.REPLAYED)).isGreaterThan(500);
    assertThat(verdicts.get(Verdict.TOO_OLD)).isGreaterThan(500);
    assertThat(verdicts.get(Verdict.REFUSED)).isGreaterThan(200);
  }

  /// The replay windows of SRTCP are one for each source: reports of several sources that come
  /// through each other are all opened (each has an index 1, 2, ... of its own at libsrtp's).
  @ParameterizedTest
  @EnumSource
  void reportsOfSeveralSourcesDoNotCloseEachOthersWindows(SrtpProfile profile) {
    libsrtp.open(profile, key, salt(profile));
    SrtpReceiver receiver = new SrtpReceiver(profile, key, salt(profile));
    for (int i = 0; i < 3_000; i++) {
      libsrtp.protectRtcp(report(SSRCS[i % 7 == 0 ? 1 : i % 5 == 0 ? 2 : 0]));
    }
    for (Outcome report : libsrtp.run()) {
      byte[] b = report.packet();
      assertThat(receiver.unprotectRtcp(b, 0, b.length)).isPositive();
    }
  }

  /// Sequence number 65,530 after a first packet 3: RFC 3711 appendix A places it before the
  /// beginning, where nothing can be; libsrtp takes it for the end of the same period. No peer of
  /// ours leaps half a period.
  @ParameterizedTest
  @EnumSource
  void theOneDifferenceIsWhatComesFromBeforeAStreamsBeginning(SrtpProfile profile) {
    libsrtp.open(profile, key, salt(profile));
    SrtpReceiver receiver = new SrtpReceiver(profile, key, salt(profile));
    libsrtp.protectRtp(packet(SSRCS[0], 3));
    libsrtp.protectRtp(packet(SSRCS[0], 65_530));
    List<byte[]> both = libsrtp.run().stream().map(Outcome::packet).toList();
    both.forEach(libsrtp::unprotectRtp);
    assertThat(libsrtp.run()).allMatch(outcome -> outcome.status() == 0);
    byte[] first = both.getFirst().clone();
    byte[] last = both.getLast().clone();
    assertThat(receiver.unprotectRtp(first, 0, first.length)).isPositive();
    assertThat(receiver.unprotectRtp(last, 0, last.length)).isEqualTo(SrtpRejection.TOO_OLD.code());
  }

  private static List<byte[]> protectedByBoth(SrtpSender sender, List<byte[]> plain) {
    plain.forEach(libsrtp::protectRtp);
    List<Outcome> theirs = libsrtp.run();
    List<byte[]> packets = new ArrayList<>();
    for (int i = 0; i < plain.size(); i++) {
      int length = plain.get(i).length;
      byte[] ours = Arrays.copyOf(plain.get(i), length + SrtpSender.MAX_TRAILER_LENGTH);
      ours = Arrays.copyOf(ours, sender.protectRtp(ours, 0, length));
      assertThat(ours).isEqualTo(theirs.get(i).packet());
      packets.add(ours);
    }
    return packets;
  }

  private static void judgeRtp(
      SrtpReceiver receiver, List<byte[]> arrivals, Map<Verdict, Integer> verdicts) {
    arrivals.forEach(libsrtp::unprotectRtp);
    List<Outcome> theirs = libsrtp.run();
    for (int i = 0; i < arrivals.size(); i++) {
      byte[] b = arrivals.get(i).clone();
      compare(b, receiver.unprotectRtp(b, 0, b.length), theirs.get(i), verdicts);
    }
  }

  private static void judgeRtcp(
      SrtpReceiver receiver, List<byte[]> arrivals, Map<Verdict, Integer> verdicts) {
    arrivals.forEach(libsrtp::unprotectRtcp);
    List<Outcome> theirs = libsrtp.run();
    for (int i = 0; i < arrivals.size(); i++) {
      byte[] b = arrivals.get(i).clone();
      compare(b, receiver.unprotectRtcp(b, 0, b.length), theirs.get(i), verdicts);
    }
  }

  private static void compare(
      byte[] b, int result, Outcome theirs, Map<Verdict, Integer> verdicts) {
    Verdict ours = result >= 0 ? Verdict.OPENED : verdict(SrtpRejection.of(result));
    if (theirs.status() == Outcome.E_BIT_MISSING) {
      assertThat(ours).isNotEqualTo(Verdict.OPENED);
    } else {
      assertThat(ours).isEqualTo(verdict(theirs.status()));
    }
    if (result >= 0) {
      assertThat(Arrays.copyOf(b, result)).isEqualTo(theirs.packet());
    }
    verdicts.merge(ours, 1, Integer::sum);
  }

  private static Verdict verdict(SrtpRejection rejection) {
    return switch (rejection) {
      case REPLAYED -> Verdict.REPLAYED;
      case TOO_OLD -> Verdict.TOO_OLD;
      case TOO_SHORT, NOT_RTP, NOT_AUTHENTIC, TOO_MANY_SOURCES, KEY_EXHAUSTED -> Verdict.REFUSED;
    };
  }

  private static Verdict verdict(int status) {
    return switch (status) {
      case 0 -> Verdict.OPENED;
      case Outcome.REPLAYED -> Verdict.REPLAYED;
      case Outcome.TOO_OLD -> Verdict.TOO_OLD;
      default -> Verdict.REFUSED;
    };
  }

  /// Every packet counts within 300 of a wrap; elsewhere the stream runs in leaps.
  private static boolean isNearWrap(int sequenceNumber) {
    int distance = sequenceNumber & 0xFFFF;
    return distance < 300 || distance > 65_236;
  }

  /// Loses one in twenty, repeats one in twenty, damages one in fifty, and lets one in five be
  /// overtaken by up to 400 others.
  private final class Channel {
    private static final int LONGEST_DELAY = 400;

    private final List<List<byte[]>> slots = new ArrayList<>();
    private final List<byte[]> arrived = new ArrayList<>();
    private int now;

    Channel() {
      for (int i = 0; i <= LONGEST_DELAY; i++) {
        slots.add(new ArrayList<>());
      }
    }

    void send(byte[] packet) {
      int fate = random.nextInt(100);
      if (fate >= 5) {
        slot(delay()).add(fate < 7 ? damaged(packet) : packet);
      }
      if (random.nextInt(20) == 0) {
        slot(delay()).add(packet);
      }
      arrived.addAll(slot(0));
      slot(0).clear();
      now++;
    }

    List<byte[]> arrivals() {
      List<byte[]> all = List.copyOf(arrived);
      arrived.clear();
      return all;
    }

    /// Mostly none; where there is one, mostly short.
    private int delay() {
      return switch (random.nextInt(10)) {
        case 0 -> random.nextInt(LONGEST_DELAY + 1);
        case 1 -> random.nextInt(20);
        default -> 0;
      };
    }

    private List<byte[]> slot(int delay) {
      return slots.get((now + delay) % slots.size());
    }
  }

  /// One bit, but not in the first byte, where libsrtp does not look at the version, nor in the top
  /// of a sequence number, where the one difference could show.
  private byte[] damaged(byte[] packet) {
    byte[] b = packet.clone();
    int at = random.nextInt(1, b.length);
    b[at == 2 ? 1 : at] ^= (byte) (1 << random.nextInt(8));
    return b;
  }

  private byte[] packet(int ssrc, int sequenceNumber) {
    int csrcs = random.nextInt(8) == 0 ? random.nextInt(16) : 0;
    int extension = random.nextInt(4) == 0 ? 4 * (1 + random.nextInt(4)) : 0;
    int header = RtpHeader.MIN_LENGTH + 4 * csrcs + extension;
    // An empty payload, lengths around AES blocks, and up to a long Opus frame.
    byte[] b = bytes(header + (random.nextInt(6) == 0 ? random.nextInt(300) : random.nextInt(70)));
    RtpHeader.write(b, 0, false, 111, sequenceNumber & 0xFFFF, sequenceNumber * 960, ssrc);
    b[0] |= (byte) (csrcs | (extension > 0 ? 0x10 : 0));
    if (extension > 0) {
      NetworkOrder.int16(b, header - extension + 2, extension / 4 - 1);
    }
    return b;
  }

  private byte[] report(int ssrc) {
    byte[] b = bytes(8 + 4 * random.nextInt(30));
    NetworkOrder.int32(b, 0, 0x80C8_0000 | (b.length / 4 - 1));
    NetworkOrder.int32(b, 4, ssrc);
    return b;
  }

  private byte[] salt(SrtpProfile profile) {
    return Arrays.copyOf(longSalt, profile.saltLength());
  }

  private byte[] bytes(int length) {
    byte[] b = new byte[length];
    random.nextBytes(b);
    return b;
  }
}
