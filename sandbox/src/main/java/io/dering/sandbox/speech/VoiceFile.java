package io.dering.sandbox.speech;

import io.dering.media.ogg.OggOpusReader;
import io.dering.media.ogg.OggOpusResult;
import io.dering.media.opus.OpusPackets;
import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Reads a recorded voice: WAV or Ogg Opus, told apart by their first bytes.
public final class VoiceFile {
  private static final int OPUS_HZ = 48_000;
  private static final int FRAME_TICKS = 960;
  private static final int MAX_LENGTH = 16 << 20;

  private VoiceFile() {}

  /// What became of a file.
  public sealed interface Result {
    record Loaded(Voice voice) implements Result {}

    /// @param why a sentence
    record Refused(String why) implements Result {}
  }

  /// @throws IOException when the file cannot be read or is neither a WAV nor an Ogg Opus file
  public static Voice load(Path file) throws IOException {
    if (Files.size(file) > MAX_LENGTH) {
      throw new IOException(file + ": longer than 16 MiB.");
    }
    return switch (read(Files.readAllBytes(file))) {
      case Result.Loaded(Voice voice) -> voice;
      case Result.Refused(String why) -> throw new IOException(file + ": " + why);
    };
  }

  /// @param file the whole of it
  public static Result read(byte[] file) {
    if (startsWith(file, "RIFF")) {
      return WavReader.read(file);
    }
    if (!startsWith(file, "OggS")) {
      return new Result.Refused("Neither a WAV nor an Ogg file.");
    }
    return switch (OggOpusReader.read(file)) {
      case OggOpusResult.Stream stream -> ogg(stream);
      case OggOpusResult.Refused(var reason, int offset) ->
          new Result.Refused("Not an Ogg Opus file we read: " + reason + " at " + offset + ".");
    };
  }

  /// Frames that fit are taken as they are; anything else is decoded and encoded anew.
  private static Result ogg(OggOpusResult.Stream stream) {
    List<byte[]> packets = stream.packets();
    boolean fit =
        packets.stream()
            .allMatch(packet ->
                packet.length <= Voice.MAX_FRAME_LENGTH
                    && OpusPackets.packetTicks(packet, 0, packet.length) == FRAME_TICKS);
    if (fit) {
      return new Result.Loaded(Voice.ofFrames(packets));
    }
    try {
      OpusDecoder decoder = new OpusDecoder(OPUS_HZ, 1);
      SampleBuffer samples = new SampleBuffer();
      short[] pcm = new short[OpusPackets.MAX_PACKET_TICKS];
      for (byte[] packet : packets) {
        int decoded = decoder.decode(packet, 0, packet.length, pcm, 0, pcm.length, false);
        samples.append(pcm, decoded);
      }
      return new Result.Loaded(Voice.of(samples.sound(stream.head().preSkipTicks(), OPUS_HZ)));
    } catch (OpusException _) {
      return new Result.Refused("It holds a packet that is not Opus.");
    }
  }

  private static boolean startsWith(byte[] file, String magic) {
    return file.length >= magic.length()
        && new String(file, 0, magic.length(), java.nio.charset.StandardCharsets.US_ASCII)
            .equals(magic);
  }
}
