package io.dering.sandbox.speech;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusBandwidth;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import io.github.jaredmdobson.concentus.OpusSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Something to say: Opus frames of 20 ms, ready to send.
public final class Voice {
  /// What a media leg takes at most.
  static final int MAX_FRAME_LENGTH = 200;

  private static final int FRAME_MS = 20;

  /// What WhatsApp offers is 20 kbit/s; a little more keeps tests' comparisons honest.
  private static final int BITS_PER_SECOND = 24_000;

  private static final List<Integer> OPUS_RATES = List.of(8_000, 12_000, 16_000, 24_000, 48_000);

  private final List<byte[]> frames;

  private Voice(List<byte[]> frames) {
    this.frames = List.copyOf(frames);
  }

  /// Encodes a sound: wideband, with in-band error correction, as WhatsApp does.
  public static Voice of(Sound sound) {
    Sound fitting = OPUS_RATES.contains(sound.rateHz()) ? sound : sound.at(48_000);
    int frameLength = fitting.rateHz() * FRAME_MS / 1000;
    List<byte[]> frames = new ArrayList<>();
    try {
      OpusEncoder encoder = encoder(fitting.rateHz());
      short[] pcm = new short[frameLength];
      byte[] out = new byte[MAX_FRAME_LENGTH];
      for (int at = 0; at < fitting.length(); at += frameLength) {
        fitting.copy(at, pcm);
        int length = encoder.encode(pcm, 0, frameLength, out, 0, out.length);
        frames.add(Arrays.copyOf(out, length));
      }
    } catch (OpusException e) {
      throw new IllegalStateException("a rate and a frame length that Opus takes", e);
    }
    return new Voice(frames);
  }

  /// Frames that are 20 ms long and fit already; copied.
  static Voice ofFrames(List<byte[]> frames) {
    return new Voice(frames.stream().map(byte[]::clone).toList());
  }

  public int frameCount() {
    return frames.size();
  }

  public Duration duration() {
    return Duration.ofMillis((long) FRAME_MS * frames.size());
  }

  /// Copies a frame to `buffer[offset…]`, at most 200 bytes, and returns its length.
  public int frame(int index, byte[] buffer, int offset) {
    byte[] frame = frames.get(index);
    System.arraycopy(frame, 0, buffer, offset, frame.length);
    return frame.length;
  }

  private static OpusEncoder encoder(int rateHz) throws OpusException {
    OpusEncoder encoder = new OpusEncoder(rateHz, 1, OpusApplication.OPUS_APPLICATION_VOIP);
    encoder.setBitrate(BITS_PER_SECOND);
    encoder.setSignalType(OpusSignal.OPUS_SIGNAL_VOICE);
    encoder.setMaxBandwidth(OpusBandwidth.OPUS_BANDWIDTH_WIDEBAND);
    encoder.setUseInbandFEC(true);
    encoder.setComplexity(5);
    return encoder;
  }
}
