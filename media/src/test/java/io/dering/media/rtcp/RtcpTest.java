package io.dering.media.rtcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Shapes of RFC 3550 §6.4 to §6.6, byte by byte, and that no bytes upset the reader.
class RtcpTest {
  private static final HexFormat HEX = HexFormat.of();

  private static final SenderReport SENDER =
      new SenderReport(0xE4A1_B2C3_8000_0001L, 0x0102_0304, 50, 5_000);
  private static final ReportBlock BLOCK =
      new ReportBlock(0x5501_A0B2, 25, -2, 0x0001_F17B, 37, 0xB2C3_8000, 0x0001_8000);

  private static final String SENDER_REPORT =
      "81c8000c"
          + "0a0b0c0d"
          + "e4a1b2c380000001"
          + "01020304"
          + "00000032"
          + "00001388"
          + "5501a0b219fffffe0001f17b00000025b2c3800000018000";
  private static final String SOURCE_DESCRIPTION = "81ca0003" + "0a0b0c0d" + "0105646572696e00";
  private static final String GOODBYE = "81cb0001" + "0a0b0c0d";

  @Test
  void aSenderReportHasTheShapeOfTheRfc() {
    assertThat(write(new RtcpReport(0x0A0B_0C0D, SENDER, List.of(BLOCK), "derin", true)))
        .isEqualTo(SENDER_REPORT + SOURCE_DESCRIPTION + GOODBYE);
  }

  @Test
  void aReceiverReportHasTheShapeOfTheRfc() {
    assertThat(write(new RtcpReport(0x0A0B_0C0D, null, List.of(), "derin", false)))
        .isEqualTo("80c90001" + "0a0b0c0d" + SOURCE_DESCRIPTION);
  }

  @Test
  void aNameOfAnyLengthEndsWithZerosOnAWordBoundary() {
    for (int length = 1; length <= 255; length++) {
      String name = "n".repeat(length);
      byte[] b = new byte[RtcpWriter.MAX_LENGTH];
      Arrays.fill(b, (byte) 0xEE);
      int len = RtcpWriter.write(b, 0, new RtcpReport(1, null, List.of(), name, false));
      assertThat(len % 4).isZero();
      assertThat(b[len - 1]).isZero();
      assertThat(8 + 10 + length + 1).isBetween(len - 3, len);
      assertThat(RtcpReader.read(b, 0, len, new Recorder())).isEqualTo(RtcpVerdict.WELL_FORMED);
    }
  }

  @Test
  void theLargestReportFitsTheStatedLengthAndIsReadBack() {
    List<ReportBlock> blocks = Collections.nCopies(31, BLOCK);
    RtcpReport report = new RtcpReport(7, SENDER, blocks, "c".repeat(255), true);
    byte[] b = new byte[RtcpWriter.MAX_LENGTH];
    int len = RtcpWriter.write(b, 0, report);
    assertThat(len).isLessThanOrEqualTo(RtcpWriter.MAX_LENGTH);
    Recorder heard = new Recorder();
    assertThat(RtcpReader.read(b, 0, len, heard)).isEqualTo(RtcpVerdict.WELL_FORMED);
    assertThat(heard.senderReports).containsExactly(SENDER);
    assertThat(heard.blocks).isEqualTo(blocks);
    assertThat(heard.sources).containsOnly(7);
    assertThat(heard.goodbyes).containsExactly(7);
  }

  @Test
  void aCompoundPacketIsHeardInOrderAndUnknownTypesAreSteppedOver() {
    String feedback = "81ce0002" + "0a0b0c0d" + "5501a0b2";
    Recorder heard = new Recorder();
    assertThat(read(SENDER_REPORT + SOURCE_DESCRIPTION + feedback + GOODBYE, heard))
        .isEqualTo(RtcpVerdict.WELL_FORMED);
    assertThat(heard.senderReports).containsExactly(SENDER);
    assertThat(heard.blocks).containsExactly(BLOCK);
    assertThat(heard.goodbyes).containsExactly(0x0A0B_0C0D);
    assertThat(SENDER.middleNtp()).isEqualTo(0xB2C3_8000);
  }

  /// RFC 5506: feedback may come alone.
  @Test
  void aReducedSizePacketIsWellFormed() {
    assertThat(read("81ce0002" + "0a0b0c0d" + "5501a0b2", new Recorder()))
        .isEqualTo(RtcpVerdict.WELL_FORMED);
  }

  @Test
  void eachFaultHasItsVerdictAndTheSinkHearsNothing() {
    assertRefused("", RtcpVerdict.TOO_SHORT);
    assertRefused("80c9", RtcpVerdict.TOO_SHORT);
    assertRefused("80c900010a0b0c0d00", RtcpVerdict.TOO_SHORT);
    assertRefused("40c900010a0b0c0d", RtcpVerdict.NOT_VERSION_2);
    assertRefused("80c900020a0b0c0d", RtcpVerdict.BAD_LENGTH);
    assertRefused("80c90000", RtcpVerdict.BAD_COUNT);
    assertRefused("81c900010a0b0c0d", RtcpVerdict.BAD_COUNT);
    assertRefused("80c800010a0b0c0d", RtcpVerdict.BAD_COUNT);
    assertRefused("82cb00010a0b0c0d", RtcpVerdict.BAD_COUNT);
    // A good report in front of a bad packet has no effect either.
    assertRefused(SENDER_REPORT + "81cb0009" + "0a0b0c0d", RtcpVerdict.BAD_LENGTH);
    assertRefused(SENDER_REPORT + "00cb0001" + "0a0b0c0d", RtcpVerdict.NOT_VERSION_2);
  }

  @Test
  void paddingBelongsToTheLastPacketAndIsLeftOut() {
    assertThat(read("a0c90002" + "0a0b0c0d" + "00000004", new Recorder()))
        .isEqualTo(RtcpVerdict.WELL_FORMED);
    assertRefused("a0c90002" + "0a0b0c0d" + "00000004" + GOODBYE, RtcpVerdict.BAD_PADDING);
    assertRefused("a0c90002" + "0a0b0c0d" + "00000000", RtcpVerdict.BAD_PADDING);
    assertRefused("a0c90002" + "0a0b0c0d" + "00000003", RtcpVerdict.BAD_PADDING);
    assertRefused("a0c90002" + "0a0b0c0d" + "0000000c", RtcpVerdict.BAD_PADDING);
    assertRefused("a0c90002" + "0a0b0c0d" + "00000008", RtcpVerdict.BAD_COUNT);
  }

  @Test
  void mutationsNeverThrowAndOnlyWellFormedOnesAreHeard() {
    SplittableRandom random = new SplittableRandom(3550);
    byte[] good = HEX.parseHex(SENDER_REPORT + SOURCE_DESCRIPTION + GOODBYE);
    int wellFormed = 0;
    for (int i = 0; i < 200_000; i++) {
      byte[] b = good.clone();
      for (int change = random.nextInt(4); change >= 0; change--) {
        b[random.nextInt(random.nextBoolean() ? 4 : b.length)] = (byte) random.nextInt();
      }
      int len = random.nextInt(4) == 0 ? random.nextInt(b.length + 1) : b.length;
      Recorder heard = new Recorder();
      if (RtcpReader.read(b, 0, len, heard) == RtcpVerdict.WELL_FORMED) {
        wellFormed++;
      } else {
        assertThat(heard.isEmpty()).isTrue();
      }
    }
    assertThat(wellFormed).isBetween(1_000, 199_000);
  }

  @Test
  void valuesThatNoFieldCanCarryAreRefused() {
    assertThatThrownBy(() -> new ReportBlock(1, 256, 0, 0, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ReportBlock(1, 0, 1 << 23, 0, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new RtcpReport(1, null, Collections.nCopies(32, BLOCK), "derin", false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RtcpReport(1, null, List.of(), "", false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RtcpReport(1, null, List.of(), "é".repeat(128), false))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertRefused(String hex, RtcpVerdict verdict) {
    Recorder heard = new Recorder();
    assertThat(read(hex, heard)).as(hex).isEqualTo(verdict);
    assertThat(heard.isEmpty()).as(hex).isTrue();
  }

  private static RtcpVerdict read(String hex, Recorder heard) {
    byte[] packet = HEX.parseHex(hex);
    byte[] b = new byte[packet.length + 5];
    System.arraycopy(packet, 0, b, 5, packet.length);
    return RtcpReader.read(b, 5, packet.length, heard);
  }

  private static String write(RtcpReport report) {
    byte[] b = new byte[5 + RtcpWriter.MAX_LENGTH];
    int len = RtcpWriter.write(b, 5, report);
    return HEX.formatHex(b, 5, 5 + len);
  }

  private static final class Recorder implements RtcpSink {
    private final List<SenderReport> senderReports = new ArrayList<>();
    private final List<ReportBlock> blocks = new ArrayList<>();
    private final List<Integer> sources = new ArrayList<>();
    private final List<Integer> goodbyes = new ArrayList<>();
    private @Nullable Integer last;

    @Override
    public void senderReport(int ssrc, SenderReport info) {
      last = ssrc;
      sources.add(ssrc);
      senderReports.add(info);
    }

    @Override
    public void reportBlock(int reporter, ReportBlock block) {
      last = reporter;
      sources.add(reporter);
      blocks.add(block);
    }

    @Override
    public void goodbye(int ssrc) {
      last = ssrc;
      goodbyes.add(ssrc);
    }

    boolean isEmpty() {
      return last == null;
    }
  }
}
