package io.dering.media.ogg;

/// Where [OggOpusWriter] puts its pages.
public interface OggSink {
  /// One whole page.
  ///
  /// @param b borrowed for the call
  void page(byte[] b, int off, int len);
}
