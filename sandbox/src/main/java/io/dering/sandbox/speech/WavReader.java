package io.dering.sandbox.speech;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// RIFF/WAVE with 16-bit PCM.
///
/// ```
/// "RIFF" size "WAVE"   then chunks: id (4) size (4, little endian) body, padded to even
/// "fmt ": format (2)  channels (2)  rate (4)  bytes per second (4)  block (2)  bits (2)
/// ```
final class WavReader {
  private static final int CHUNK_HEADER = 8;
  private static final int FIRST_CHUNK = 12;
  private static final int FMT = 0x20746D66;
  private static final int DATA = 0x61746164;
  private static final int WAVE = 0x45564157;
  private static final int PCM = 1;

  /// Of WAVE_FORMAT_EXTENSIBLE; its real format is PCM where the bits are 16.
  private static final int EXTENSIBLE = 0xFFFE;

  private WavReader() {}

  static VoiceFile.Result read(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (file.length < FIRST_CHUNK || in.getInt(8) != WAVE) {
      return refused("Not a WAV file.");
    }
    int channels = 0;
    int rateHz = 0;
    int at = FIRST_CHUNK;
    while (at + CHUNK_HEADER <= file.length) {
      int id = in.getInt(at);
      int body = at + CHUNK_HEADER;
      // A stream that was cut, or never had its size filled in, ends with the file.
      long stated = in.getInt(at + 4) & 0xFFFF_FFFFL;
      int size = (int) Math.min(stated, file.length - body);
      if (id == FMT && size >= 16) {
        int format = in.getShort(body) & 0xFFFF;
        channels = in.getShort(body + 2);
        rateHz = in.getInt(body + 4);
        boolean known = format == PCM || format == EXTENSIBLE;
        if (!known || in.getShort(body + 14) != 16 || channels < 1 || channels > 8) {
          return refused("Only 16-bit PCM with up to 8 channels is read.");
        }
        if (rateHz < 4_000 || rateHz > 192_000) {
          return refused("The sample rate must be between 4 and 192 kHz.");
        }
      } else if (id == DATA) {
        return channels == 0
            ? refused("The format comes after the samples.")
            : new VoiceFile.Result.Loaded(
                Voice.of(mono(in, body, size / (2 * channels), channels, rateHz)));
      }
      at = body + size + (size & 1);
    }
    return refused("It holds no samples.");
  }

  private static Sound mono(ByteBuffer in, int from, int length, int channels, int rateHz) {
    short[] samples = new short[length];
    for (int i = 0; i < length; i++) {
      int sum = 0;
      for (int channel = 0; channel < channels; channel++) {
        sum += in.getShort(from + 2 * (i * channels + channel));
      }
      samples[i] = (short) (sum / channels);
    }
    return new Sound(samples, rateHz);
  }

  private static VoiceFile.Result refused(String why) {
    return new VoiceFile.Result.Refused(why);
  }
}
