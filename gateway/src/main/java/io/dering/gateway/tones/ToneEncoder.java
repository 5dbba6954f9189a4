package io.dering.gateway.tones;

import io.dering.media.opus.OpusClip;
import io.dering.media.opus.OpusPackets;
import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusBandwidth;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import io.github.jaredmdobson.concentus.OpusMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A cadence of sines as Opus: 48 kHz, mono, frames of 20 ms.
///
/// CELT throughout: it codes a sine as it is, and [OpusPackets#SILENCE], which fills the pauses, is
/// CELT too, so that no decoder has to change its mode.
final class ToneEncoder {
  private static final int SAMPLES_PER_SECOND = 48_000;
  private static final int FRAME_SAMPLES = 960;

  /// What WhatsApp offers is 20 kbit/s; a sine is clean at it.
  private static final int BITS_PER_SECOND = 20_000;

  /// Peak, 18 dB under full scale: as loud as a voice, not louder.
  private static final double AMPLITUDE = 0.126 * Short.MAX_VALUE;

  /// A sine that begins at once clicks.
  private static final int RAMP_SAMPLES = 480;

  private ToneEncoder() {}

  /// @param cadence with a pause at its end, into which the encoder's delay of some milliseconds
  ///   runs out
  static OpusClip encode(List<Beat> cadence) {
    short[] samples = samples(cadence);
    List<byte[]> frames = new ArrayList<>();
    byte[] room = new byte[OpusClip.MAX_FRAME_LENGTH];
    try {
      OpusEncoder encoder = encoder();
      boolean sounding = false;
      for (int at = 0; at < samples.length; at += FRAME_SAMPLES) {
        boolean silent = isSilent(samples, at);
        if (silent && !sounding) {
          frames.add(OpusPackets.SILENCE);
        } else {
          int length = encoder.encode(samples, at, FRAME_SAMPLES, room, 0, room.length);
          frames.add(Arrays.copyOf(room, length));
        }
        sounding = !silent;
      }
    } catch (OpusException e) {
      throw new IllegalStateException("a rate and a frame length that Opus takes", e);
    }
    return new OpusClip(frames);
  }

  /// Whole frames; what is left of the last one is silence.
  private static short[] samples(List<Beat> cadence) {
    int length = cadence.stream().mapToInt(ToneEncoder::length).sum();
    short[] samples = new short[(length + FRAME_SAMPLES - 1) / FRAME_SAMPLES * FRAME_SAMPLES];
    int at = 0;
    for (Beat beat : cadence) {
      if (beat.hz() > 0) {
        write(beat, samples, at);
      }
      at += length(beat);
    }
    return samples;
  }

  private static void write(Beat beat, short[] samples, int at) {
    int length = length(beat);
    double step = 2 * Math.PI * beat.hz() / SAMPLES_PER_SECOND;
    for (int i = 0; i < length; i++) {
      double ramp = Math.min(1.0, Math.min(i, length - 1 - i) / (double) RAMP_SAMPLES);
      samples[at + i] = (short) Math.round(AMPLITUDE * ramp * Math.sin(step * i));
    }
  }

  private static int length(Beat beat) {
    return SAMPLES_PER_SECOND / 1_000 * beat.durationMs();
  }

  private static boolean isSilent(short[] samples, int at) {
    for (int i = at; i < at + FRAME_SAMPLES; i++) {
      if (samples[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static OpusEncoder encoder() throws OpusException {
    OpusEncoder encoder =
        new OpusEncoder(SAMPLES_PER_SECOND, 1, OpusApplication.OPUS_APPLICATION_AUDIO);
    encoder.setForceMode(OpusMode.MODE_CELT_ONLY);
    encoder.setBandwidth(OpusBandwidth.OPUS_BANDWIDTH_WIDEBAND);
    encoder.setBitrate(BITS_PER_SECOND);
    return encoder;
  }
}
