package io.dering.media.opus;

/// The TOC byte of an Opus packet, RFC 6716 §3.1.
///
/// ```
///  0 1 2 3 4 5 6 7
/// +-+-+-+-+-+-+-+-+
/// | config  |s| c |    config: mode, bandwidth, frame size; s: stereo; c: frames in the packet
/// +-+-+-+-+-+-+-+-+
/// ```
public final class OpusPackets {
  /// A frame of 20 ms that decodes to silence: fullband CELT, mono, and then the CELT "silence"
  /// flag. Nobody writes to this array; [#writeSilence] copies it.
  @SuppressWarnings("MutablePublicArray") // the contract of the packet path: bytes to copy, no call
  public static final byte[] SILENCE = {(byte) 0xF8, (byte) 0xFF, (byte) 0xFE};

  /// How long [#SILENCE] plays: 20 ms in ticks of 48 kHz.
  public static final int SILENCE_TICKS = 960;

  /// No packet plays longer than 120 ms.
  public static final int MAX_PACKET_TICKS = 5760;

  private static final int FRAME_COUNT_MASK = 0x3F;

  private OpusPackets() {}

  /// Copies [#SILENCE] to `b[off]` and returns its length.
  public static int writeSilence(byte[] b, int off) {
    System.arraycopy(SILENCE, 0, b, off, SILENCE.length);
    return SILENCE.length;
  }

  /// Whether the packet is exactly [#SILENCE].
  public static boolean isSilence(byte[] b, int off, int len) {
    return len == SILENCE.length
        && b[off] == SILENCE[0]
        && b[off + 1] == SILENCE[1]
        && b[off + 2] == SILENCE[2];
  }

  /// How long one frame plays, in ticks of 48 kHz.
  public static int frameTicks(byte toc) {
    int config = (toc & 0xFF) >>> 3;
    if (config < 12) {
      // SILK: 10, 20, 40, 60 ms
      return (config & 3) == 3 ? 2880 : 480 << (config & 3);
    }
    if (config < 16) {
      // Hybrid: 10, 20 ms
      return 480 << (config & 1);
    }
    // CELT: 2.5, 5, 10, 20 ms
    return 120 << (config & 3);
  }

  /// Channels coded, 1 or 2.
  public static int channels(byte toc) {
    return (toc & 0x04) == 0 ? 1 : 2;
  }

  /// How long the packet plays, in ticks of 48 kHz, or -1 when it is empty, has no frames or claims
  /// more than 120 ms.
  public static int packetTicks(byte[] b, int off, int len) {
    if (len < 1) {
      return -1;
    }
    int frames;
    switch (b[off] & 3) {
      case 0 -> frames = 1;
      case 3 -> {
        if (len < 2) {
          return -1;
        }
        frames = b[off + 1] & FRAME_COUNT_MASK;
      }
      default -> frames = 2;
    }
    int ticks = frames * frameTicks(b[off]);
    return ticks == 0 || ticks > MAX_PACKET_TICKS ? -1 : ticks;
  }
}
