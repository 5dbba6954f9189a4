package io.dering.signaling.desk;

/// Reads a page's text frame. Never throws.
public final class DeskReader {
  /// The longest frame read, in characters: an SDP and its envelope. Longer is malformed.
  public static final int MAX_FRAME_LENGTH = 32 * 1024;

  private DeskReader() {}

  public static DeskResult read(String frame) {
    return new DeskResult.Refused(DeskError.MALFORMED, "", null, true);
  }
}
