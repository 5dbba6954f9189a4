package io.dering.media.ogg;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/// The identification header (RFC 7845 §5.1), channel mapping family 0.
///
/// ```
///  0..7        8        9         10..11    12..15       16..17       18
///  "OpusHead"  version  channels  pre-skip  sample rate  output gain  mapping family
/// ```
///
/// @param channels 1 or 2
/// @param preSkipTicks 48 kHz ticks to be dropped at the start, 0 to 65535
/// @param inputSampleRate of the original, in Hz; for information, 0 when unknown
/// @param outputGain in 1/256 dB, to be applied by who decodes
public record OpusHead(int channels, int preSkipTicks, int inputSampleRate, int outputGain) {
  /// The encoder delay of libopus at 48 kHz (6.5 ms), for recordings of other people's encoders.
  public static final int USUAL_PRE_SKIP_TICKS = 312;

  private static final byte[] MAGIC = "OpusHead".getBytes(US_ASCII);
  private static final int LENGTH = 19;
  private static final int VERSION = 1;
  private static final int FAMILY = 0;

  public OpusHead {
    if (channels < 1 || channels > 2) {
      throw new IllegalArgumentException("mapping family 0 has one or two channels");
    }
    if (preSkipTicks < 0 || preSkipTicks > 0xFFFF) {
      throw new IllegalArgumentException("preSkipTicks has 16 bits");
    }
    if (outputGain < Short.MIN_VALUE || outputGain > Short.MAX_VALUE) {
      throw new IllegalArgumentException("outputGain has 16 bits");
    }
  }

  /// Reads the first packet of a stream; empty when it is none or not of family 0.
  static Optional<OpusHead> parse(byte[] packet) {
    ByteBuffer in = ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN);
    if (packet.length < LENGTH || !startsWith(packet, MAGIC)) {
      return Optional.empty();
    }
    int channels = packet[9];
    boolean known = (packet[8] & 0xF0) == 0 && packet[18] == FAMILY;
    if (!known || channels < 1 || channels > 2) {
      return Optional.empty();
    }
    return Optional.of(
        new OpusHead(channels, in.getShort(10) & 0xFFFF, in.getInt(12), in.getShort(16)));
  }

  byte[] packet() {
    return ByteBuffer.allocate(LENGTH)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .put((byte) VERSION)
        .put((byte) channels)
        .putShort((short) preSkipTicks)
        .putInt(inputSampleRate)
        .putShort((short) outputGain)
        .put((byte) FAMILY)
        .array();
  }

  static boolean startsWith(byte[] packet, byte[] magic) {
    return packet.length >= magic.length
        && Arrays.equals(packet, 0, magic.length, magic, 0, magic.length);
  }
}
