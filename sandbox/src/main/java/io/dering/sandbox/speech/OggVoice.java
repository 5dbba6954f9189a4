package io.dering.sandbox.speech;

import io.dering.media.ogg.OggOpusWriter;
import io.dering.media.ogg.OpusHead;
import java.io.ByteArrayOutputStream;

/// A voice as a file: Ogg Opus, one channel, as a telephone records it.
public final class OggVoice {
  private static final int FRAME_TICKS = 960;

  private OggVoice() {}

  /// The file's bytes.
  ///
  /// @param serial number of the stream
  public static byte[] write(Voice voice, int serial) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    OggOpusWriter writer =
        new OggOpusWriter(
            serial, new OpusHead(1, OpusHead.USUAL_PRE_SKIP_TICKS, 16_000, 0), "sandbox");
    writer.begin(file::write);
    byte[] frame = new byte[Voice.MAX_FRAME_LENGTH];
    for (int i = 0; i < voice.frameCount(); i++) {
      writer.packet(frame, 0, voice.frame(i, frame, 0), FRAME_TICKS, file::write);
    }
    writer.finish(file::write);
    return file.toByteArray();
  }
}
