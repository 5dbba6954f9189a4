package io.dering.sandbox.speech;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// RIFF/WAVE with 16-bit mono PCM; see [WavReader] for the shape.
public final class WavWriter {
  private static final int HEADER = 44;
  private static final int FORMAT_LENGTH = 16;
  private static final short PCM = 1;

  private WavWriter() {}

  public static byte[] write(Sound sound) {
    int body = 2 * sound.length();
    ByteBuffer out = ByteBuffer.allocate(HEADER + body).order(ByteOrder.LITTLE_ENDIAN);
    out.put(ascii("RIFF")).putInt(HEADER - 8 + body).put(ascii("WAVE"));
    out.put(ascii("fmt ")).putInt(FORMAT_LENGTH).putShort(PCM).putShort((short) 1);
    out.putInt(sound.rateHz()).putInt(2 * sound.rateHz()).putShort((short) 2).putShort((short) 16);
    out.put(ascii("data")).putInt(body);
    for (int i = 0; i < sound.length(); i++) {
      out.putShort(sound.sample(i));
    }
    return out.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
