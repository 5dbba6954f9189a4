package io.dering.media.opus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import org.junit.jupiter.api.Test;

class OpusPacketsTest {
  private static final int FRAME = 960;

  /// RFC 6716 §3.1, table 2: tenths of milliseconds for configurations 0 to 31.
  private static final int[] TENTHS_OF_MS = {
    100, 200, 400, 600, // SILK narrowband
    100, 200, 400, 600, // SILK medium band
    100, 200, 400, 600, // SILK wideband
    100, 200, // hybrid super-wideband
    100, 200, // hybrid fullband
    25, 50, 100, 200, // CELT narrowband
    25, 50, 100, 200, // CELT wideband
    25, 50, 100, 200, // CELT super-wideband
    25, 50, 100, 200, // CELT fullband
  };

  @Test
  void frameLengthsAreThoseOfTheRfcsTable() {
    assertThat(TENTHS_OF_MS).hasSize(32);
    for (int config = 0; config < 32; config++) {
      for (int rest = 0; rest < 8; rest++) {
        byte toc = (byte) (config << 3 | rest);
        assertThat(OpusPackets.frameTicks(toc))
            .as("configuration %d", config)
            .isEqualTo(TENTHS_OF_MS[config] * 48 / 10);
        assertThat(OpusPackets.channels(toc)).isEqualTo(rest < 4 ? 1 : 2);
      }
    }
  }

  @Test
  void packetLengthMultipliesByTheFrameCount() {
    assertThat(ticks(0xF8)).isEqualTo(960);
    assertThat(ticks(0xF9)).isEqualTo(1920);
    assertThat(ticks(0xFA)).isEqualTo(1920);
    assertThat(ticks(0xFB, 0xC3)).isEqualTo(2880);
    assertThat(ticks(0xFB, 6)).isEqualTo(5760);
  }

  @Test
  void packetsWithoutFramesOrBeyond120MsAreMalformed() {
    assertThat(ticks()).isEqualTo(-1);
    assertThat(ticks(0xFB)).isEqualTo(-1);
    assertThat(ticks(0xFB, 0)).isEqualTo(-1);
    assertThat(ticks(0xFB, 7)).isEqualTo(-1);
    assertThat(ticks(0x1B, 3)).isEqualTo(-1);
  }

  @Test
  void silenceIsRecognisedAndNothingElseIs() {
    byte[] b = new byte[5];
    assertThat(OpusPackets.writeSilence(b, 1)).isEqualTo(3);
    assertThat(OpusPackets.isSilence(b, 1, 3)).isTrue();
    assertThat(OpusPackets.isSilence(b, 1, 4)).isFalse();
    assertThat(OpusPackets.isSilence(b, 1, 0)).isFalse();
    b[3] ^= 1;
    assertThat(OpusPackets.isSilence(b, 1, 3)).isFalse();
    byte[] silence = OpusPackets.SILENCE;
    assertThat(OpusPackets.packetTicks(silence, 0, 3)).isEqualTo(OpusPackets.SILENCE_TICKS);
  }

  /// An independent decoder in mid-speech falls silent within a frame and stays so; speech comes
  /// back.
  @Test
  void silenceAfterSpeechDecodesToSilence() throws OpusException {
    OpusEncoder encoder = new OpusEncoder(48_000, 1, OpusApplication.OPUS_APPLICATION_VOIP);
    encoder.setBitrate(32_000);
    OpusDecoder decoder = new OpusDecoder(48_000, 1);
    short[] pcm = new short[FRAME];
    for (int frame = 0; frame < 25; frame++) {
      pcm = speech(encoder, decoder, frame);
    }
    assertThat(peak(pcm)).isGreaterThan(3_000);
    for (int frame = 0; frame < 50; frame++) {
      byte[] silence = OpusPackets.SILENCE;
      assertThat(decoder.decode(silence, 0, 3, pcm, 0, FRAME, false)).isEqualTo(FRAME);
      if (frame > 0) {
        // The first frame fades the last of the speech out.
        assertThat(peak(pcm)).as("frame %d", frame).isLessThanOrEqualTo(2);
      }
    }
    for (int frame = 0; frame < 5; frame++) {
      pcm = speech(encoder, decoder, frame);
    }
    assertThat(peak(pcm)).isGreaterThan(3_000);
  }

  /// A vowel's worth of harmonics at 150 Hz.
  private static short[] speech(OpusEncoder encoder, OpusDecoder decoder, int frame)
      throws OpusException {
    short[] in = new short[FRAME];
    for (int i = 0; i < FRAME; i++) {
      double t = (frame * FRAME + i) / 48_000.0;
      double sum = 0;
      for (int harmonic = 1; harmonic <= 10; harmonic++) {
        sum += Math.sin(2 * Math.PI * 150 * harmonic * t) / harmonic;
      }
      in[i] = (short) (6_000 * sum);
    }
    byte[] packet = new byte[500];
    int length = encoder.encode(in, 0, FRAME, packet, 0, packet.length);
    assertThat(OpusPackets.packetTicks(packet, 0, length)).isEqualTo(FRAME);
    short[] out = new short[FRAME];
    decoder.decode(packet, 0, length, out, 0, FRAME, false);
    return out;
  }

  private static int peak(short[] pcm) {
    int peak = 0;
    for (short sample : pcm) {
      peak = Math.max(peak, Math.abs(sample));
    }
    return peak;
  }

  private static int ticks(int... bytes) {
    byte[] b = new byte[bytes.length];
    for (int i = 0; i < b.length; i++) {
      b[i] = (byte) bytes[i];
    }
    return OpusPackets.packetTicks(b, 0, b.length);
  }
}
