package io.dering.media.ogg;

import java.util.List;

/// What came of reading a file.
public sealed interface OggOpusResult {
  /// The stream.
  ///
  /// @param packets each one Opus packet, in order, at least one byte long
  /// @param endTicks granule position of the end in 48 kHz ticks, pre-skip included; playing time
  ///   is `endTicks - head.preSkipTicks()`. 0 when the file does not say
  record Stream(OpusHead head, String vendor, List<byte[]> packets, long endTicks)
      implements OggOpusResult {
    public Stream {
      packets = List.copyOf(packets);
    }
  }

  /// No stream that we take.
  ///
  /// @param offset of the page at which it shows
  record Refused(OggRefusal reason, int offset) implements OggOpusResult {}
}
