package io.dering.media.sdp;

import java.util.Optional;

/// Reads the SDP of a peer, hostile ones included: bounded work, no exception, nothing resolved.
///
/// Line by line into a [SectionReader]; the first line that cannot be part of a call ends the
/// reading with its number, and what is missing at the end is refused with line 0.
public final class SdpReader {
  /// Characters of the whole text. Chromium's longest audio offer has about 3 KiB.
  public static final int MAX_LENGTH = 16 * 1024;

  /// Lines of the whole text. Chromium's audio offer has about 60.
  public static final int MAX_LINES = 300;

  /// Candidates kept; those after them are ignored.
  public static final int MAX_CANDIDATES = 20;

  private SdpReader() {}

  /// Reads an offer, or an answer whose payload types do not matter.
  public static SdpResult read(String sdp) {
    return read(sdp, new SectionReader(_ -> true));
  }

  /// Reads the answer to an offer of [SdpWriter]. Payload types that the offer has not are skipped
  /// as if they did not stand there (RFC 3264 §6.1: an answer names what the offer named); Meta's
  /// own sample lists six.
  public static SdpResult readAnswer(String sdp) {
    return read(sdp, new SectionReader(SdpWriter::isOffered));
  }

  private static SdpResult read(String sdp, SectionReader section) {
    if (sdp.length() > MAX_LENGTH) {
      return new SdpResult.Refused(SdpRefusal.TOO_LONG, 0);
    }
    int line = 0;
    for (int start = 0; start < sdp.length(); ) {
      int end = sdp.indexOf('\n', start);
      end = end < 0 ? sdp.length() : end;
      String text = withoutReturn(sdp.substring(start, end));
      start = end + 1;
      if (text.isEmpty() && start >= sdp.length()) {
        break;
      }
      line++;
      Optional<SdpRefusal> refusal =
          line > MAX_LINES ? Optional.of(SdpRefusal.TOO_MANY_LINES) : read(text, line, section);
      if (refusal.isPresent()) {
        return new SdpResult.Refused(refusal.get(), line);
      }
    }
    return section.result();
  }

  private static Optional<SdpRefusal> read(String text, int line, SectionReader section) {
    if (line == 1 && !text.equals("v=0")) {
      return Optional.of(SdpRefusal.NOT_SDP);
    }
    if (text.length() < 2 || text.charAt(1) != '=' || !isLowerCase(text.charAt(0))) {
      return Optional.of(SdpRefusal.MALFORMED_LINE);
    }
    String value = text.substring(2);
    return switch (text.charAt(0)) {
      case 'o' -> section.origin(value);
      case 'm' -> section.media(value);
      case 'a' -> section.attribute(value);
      default -> Optional.empty();
    };
  }

  private static boolean isLowerCase(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static String withoutReturn(String line) {
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }
}
