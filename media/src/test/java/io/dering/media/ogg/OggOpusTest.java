package io.dering.media.ogg;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The files under `ogg` were written by FFmpeg with libopus: three seconds of a 440 Hz tone in 20
/// ms packets, and 0.6 s of stereo noise at 510 kbit/s in 60 ms packets of some 3.8 kB.
final class OggOpusTest {
  private static final String VENDOR = "dering";

  @Test
  void readsAFileOfLibopus() {
    OggOpusResult.Stream tone = stream(file("tone-mono-20ms"));
    assertThat(tone.head().channels()).isEqualTo(1);
    assertThat(tone.head().preSkipTicks()).isEqualTo(312);
    assertThat(tone.vendor()).startsWith("Lavf");
    assertThat(tone.packets()).hasSize(151).allMatch(packet -> packet.length > 0);
    assertThat(tone.endTicks() - tone.head().preSkipTicks()).isEqualTo(3 * 48_000);
  }

  @Test
  void readsPacketsOfManySegments() {
    OggOpusResult.Stream noise = stream(file("noise-stereo-60ms"));
    assertThat(noise.head().channels()).isEqualTo(2);
    assertThat(noise.packets()).hasSize(11).allMatch(packet -> packet.length > 3_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tone-mono-20ms", "noise-stereo-60ms"})
  void whatWeWriteReadsBackTheSame(String name) {
    OggOpusResult.Stream original = stream(file(name));
    OggOpusResult.Stream copy = stream(written(original.head(), original.packets(), 960));
    assertThat(copy.head()).isEqualTo(original.head());
    assertThat(copy.vendor()).isEqualTo(VENDOR);
    assertThat(copy.packets())
        .usingElementComparator(Arrays::compare)
        .containsExactlyElementsOf(original.packets());
    assertThat(copy.endTicks()).isEqualTo(original.packets().size() * 960L);
  }

  @Test
  void packetsOfEveryAwkwardLengthSurvive() {
    List<byte[]> packets = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(7845);
    for (int length : new int[] {1, 254, 255, 256, 509, 510, 511, 1275, 61_440, 1, 61_439}) {
      byte[] packet = new byte[length];
      random.nextBytes(packet);
      packets.add(packet);
    }
    OggOpusResult.Stream copy = stream(written(new OpusHead(1, 312, 48_000, 0), packets, 960));
    assertThat(copy.packets())
        .usingElementComparator(Arrays::compare)
        .containsExactlyElementsOf(packets);
  }

  @Test
  void aPacketMaySpanPages() {
    byte[] packet = new byte[700];
    new SplittableRandom(1).nextBytes(packet);
    byte[] file =
        concat(
            headers(),
            page(0, 2, -1, new int[] {255, 255}, Arrays.copyOf(packet, 510)),
            page(
                OggPage.CONTINUED | OggPage.LAST,
                3,
                960,
                new int[] {190},
                Arrays.copyOfRange(packet, 510, 700)));
    OggOpusResult.Stream stream = stream(file);
    assertThat(stream.packets()).hasSize(1);
    assertThat(stream.packets().getFirst()).isEqualTo(packet);
    assertThat(stream.endTicks()).isEqualTo(960);
  }

  @Test
  void aPacketThatDoesNotGoOnIsRefused() {
    byte[] half = page(0, 2, -1, new int[] {255}, new byte[255]);
    assertThat(refusal(concat(headers(), half, page(0, 3, 960, new int[] {1}, new byte[1]))))
        .isEqualTo(OggRefusal.BROKEN_PACKET);
    assertThat(refusal(concat(headers(), half))).isEqualTo(OggRefusal.TRUNCATED);
    assertThat(
            refusal(concat(headers(), page(OggPage.CONTINUED, 2, 960, new int[] {1}, new byte[1]))))
        .isEqualTo(OggRefusal.BROKEN_PACKET);
  }

  @Test
  void missingPagesOtherStreamsAndBackwardPositionsAreRefused() {
    byte[] audio = page(0, 2, 960, new int[] {1}, new byte[1]);
    assertThat(refusal(concat(headers(), page(0, 3, 960, new int[] {1}, new byte[1]))))
        .isEqualTo(OggRefusal.OUT_OF_SEQUENCE);
    assertThat(refusal(concat(headers(), audio, page(0, 3, 959, new int[] {1}, new byte[1]))))
        .isEqualTo(OggRefusal.WRONG_GRANULE);
    assertThat(refusal(concat(headers(), headers()))).isEqualTo(OggRefusal.SEVERAL_STREAMS);
    byte[] other = page(0, 2, 960, new int[] {1}, new byte[1]);
    other[14]++;
    assertThat(refusal(concat(headers(), checksummed(other))))
        .isEqualTo(OggRefusal.SEVERAL_STREAMS);
    byte[] last = page(OggPage.LAST, 2, 960, new int[] {1}, new byte[1]);
    assertThat(refusal(concat(headers(), last, page(0, 3, 960, new int[] {1}, new byte[1]))))
        .isEqualTo(OggRefusal.SEVERAL_STREAMS);
  }

  @Test
  void emptyPacketsAndTooLongOnesAreRefused() {
    assertThat(refusal(concat(headers(), page(0, 2, 960, new int[] {0}, new byte[0]))))
        .isEqualTo(OggRefusal.WRONG_PACKET_LENGTH);
    int[] full = new int[255];
    Arrays.fill(full, 255);
    assertThat(refusal(concat(headers(), page(0, 2, -1, full, new byte[255 * 255]))))
        .isEqualTo(OggRefusal.WRONG_PACKET_LENGTH);
  }

  @Test
  void otherFilesAreRefusedByName() {
    assertThat(refusal(new byte[0])).isEqualTo(OggRefusal.NOT_OGG);
    assertThat(refusal("RIFF....WAVEfmt and so on, for long".getBytes(US_ASCII)))
        .isEqualTo(OggRefusal.NOT_OGG);
    assertThat(refusal(page(OggPage.FIRST, 0, 0, new int[] {5}, new byte[5])))
        .isEqualTo(OggRefusal.NOT_OPUS);
    assertThat(refusal(Arrays.copyOf(headers(), 47))).isEqualTo(OggRefusal.NO_TAGS);
    assertThat(refusal(new byte[OggOpusReader.MAX_LENGTH + 1])).isEqualTo(OggRefusal.TOO_LONG);
  }

  @Test
  void aStreamOfHeadersAloneHasNoPackets() {
    OggOpusResult.Stream empty = stream(written(new OpusHead(1, 312, 16_000, 0), List.of(), 960));
    assertThat(empty.packets()).isEmpty();
    assertThat(empty.endTicks()).isZero();
  }

  @Test
  void theWriterHandsOutAPageASecond() {
    OggOpusWriter writer = new OggOpusWriter(1, new OpusHead(1, 312, 48_000, 0), VENDOR);
    List<Integer> pages = new ArrayList<>();
    OggSink sink = (b, off, len) -> pages.add(len);
    writer.begin(sink);
    assertThat(pages).hasSize(2);
    for (int i = 0; i < 50; i++) {
      writer.packet(new byte[] {1, 2, 3}, 0, 3, 960, sink);
    }
    assertThat(pages).hasSize(2);
    writer.packet(new byte[] {1, 2, 3}, 0, 3, 960, sink);
    assertThat(pages).hasSize(3);
    writer.finish(sink);
    assertThat(pages).hasSize(4);
  }

  @Test
  void theWriterRefusesMisuse() {
    OggOpusWriter writer = new OggOpusWriter(1, new OpusHead(1, 312, 48_000, 0), VENDOR);
    OggSink sink = (b, off, len) -> {};
    assertThatThrownBy(() -> writer.packet(new byte[1], 0, 1, 960, sink))
        .isInstanceOf(IllegalStateException.class);
    writer.begin(sink);
    assertThatThrownBy(() -> writer.begin(sink)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> writer.packet(new byte[1], 0, 0, 960, sink))
        .isInstanceOf(IllegalArgumentException.class);
    writer.finish(sink);
    assertThatThrownBy(() -> writer.finish(sink)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void everyFlippedBitIsFound() {
    byte[] file = file("tone-mono-20ms");
    SplittableRandom random = new SplittableRandom(3533);
    for (int i = 0; i < 2_000; i++) {
      byte[] damaged = file.clone();
      damaged[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
      assertThat(OggOpusReader.read(damaged)).isInstanceOf(OggOpusResult.Refused.class);
    }
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2})
  void noDamageThrowsEvenWithRightChecksums(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] original = Arrays.copyOf(file("tone-mono-20ms"), 700);
    int streams = 0;
    for (int i = 0; i < 50_000; i++) {
      byte[] damaged = Arrays.copyOf(original, random.nextInt(28, original.length));
      for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
        damaged[random.nextInt(random.nextInt(28, damaged.length + 1))] = (byte) random.nextInt();
      }
      repairChecksums(damaged);
      switch (OggOpusReader.read(damaged)) {
        case OggOpusResult.Stream stream -> {
          streams++;
          assertThat(stream.packets().stream().mapToInt(packet -> packet.length).sum())
              .isLessThan(damaged.length);
        }
        case OggOpusResult.Refused(OggRefusal _, int offset) ->
            assertThat(offset).isBetween(0, damaged.length);
      }
    }
    assertThat(streams).as("some damage is harmless").isPositive();
  }

  /// Walks the pages as far as they go and gives each the checksum that it should have.
  private static void repairChecksums(byte[] file) {
    int at = 0;
    while (file.length - at >= OggPage.HEADER_LENGTH) {
      int length = OggPage.HEADER_LENGTH + (file[at + 26] & 0xFF);
      for (int i = at + 27; i < Math.min(at + 27 + (file[at + 26] & 0xFF), file.length); i++) {
        length += file[i] & 0xFF;
      }
      if (length > file.length - at) {
        return;
      }
      ByteBuffer.wrap(file)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putInt(at + OggPage.CHECKSUM_OFFSET, OggPage.computeChecksum(file, at, length));
      at += length;
    }
  }

  private static byte[] written(OpusHead head, List<byte[]> packets, int durationTicks) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    OggSink sink = (b, off, len) -> bytes.write(b, off, len);
    OggOpusWriter writer = new OggOpusWriter(0x1234_5678, head, VENDOR);
    writer.begin(sink);
    for (byte[] packet : packets) {
      byte[] shifted = concat(new byte[3], packet);
      writer.packet(shifted, 3, packet.length, durationTicks, sink);
    }
    writer.finish(sink);
    return bytes.toByteArray();
  }

  private static byte[] headers() {
    byte[] head = new OpusHead(1, 312, 48_000, 0).packet();
    byte[] tags = OpusTags.packet(VENDOR);
    return concat(
        page(OggPage.FIRST, 0, 0, new int[] {head.length}, head),
        page(0, 1, 0, new int[] {tags.length}, tags));
  }

  private static byte[] page(int flags, int sequence, long granule, int[] lacing, byte[] body) {
    ByteBuffer page =
        ByteBuffer.allocate(27 + lacing.length + body.length).order(ByteOrder.LITTLE_ENDIAN);
    page.put(new byte[] {'O', 'g', 'g', 'S', 0, (byte) flags});
    page.putLong(granule).putInt(99).putInt(sequence).putInt(0).put((byte) lacing.length);
    for (int value : lacing) {
      page.put((byte) value);
    }
    return checksummed(page.put(body).array());
  }

  private static byte[] checksummed(byte[] page) {
    ByteBuffer.wrap(page)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(OggPage.CHECKSUM_OFFSET, OggPage.computeChecksum(page, 0, page.length));
    return page;
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static OggOpusResult.Stream stream(byte[] file) {
    return switch (OggOpusReader.read(file)) {
      case OggOpusResult.Stream stream -> stream;
      case OggOpusResult.Refused refused -> throw new AssertionError(refused.toString());
    };
  }

  private static OggRefusal refusal(byte[] file) {
    return switch (OggOpusReader.read(file)) {
      case OggOpusResult.Stream _ -> throw new AssertionError("not refused");
      case OggOpusResult.Refused(OggRefusal reason, int _) -> reason;
    };
  }

  private static byte[] file(String name) {
    try (InputStream in = OggOpusTest.class.getResourceAsStream("/ogg/" + name + ".ogg")) {
      if (in == null) {
        throw new AssertionError("no " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
