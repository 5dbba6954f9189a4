package io.dering.gateway.logging;

import java.util.regex.Pattern;

/// Masks what looks like personal data or a secret. Any thread.
public final class Redaction {
  /// Our own call ids may hold a long run of digits and are safe.
  private static final String OUR_CALL = "(?<keep>call_[a-z0-9]{20}(?![a-z0-9]))";

  /// From its first line to its end: nothing in an SDP belongs in a log.
  private static final String SDP = "(?<sdp>v=0(?:\\r\\n|\\n|\\\\r\\\\n|\\\\n)o=.*)";

  private static final String SDP_LINE =
      "(?<line>a=(?:ice-pwd|ice-ufrag|fingerprint|candidate):[^\\r\\n\\\\]*)";
  private static final String META_CALL = "(?<meta>wacid\\.[A-Za-z0-9+/=_-]*)";
  private static final String CREDENTIAL =
      "(?<credential>(?i:bearer)\\s+[^\\s\"',;]+|(?i:access_token|hub\\.verify_token|token)=[^\\s&\"']+"
          + "|eyJ[A-Za-z0-9_-]{10,}(?:\\.[A-Za-z0-9_-]*)*|(?i:sha256)=[0-9a-fA-F]{16,})";
  private static final String NUMBER = "(?<number>\\+\\d(?:[ .-]?\\d){6,}|\\d{7,})";

  private static final Pattern ANY =
      Pattern.compile(
          String.join("|", OUR_CALL, SDP, SDP_LINE, META_CALL, CREDENTIAL, NUMBER), Pattern.DOTALL);

  private Redaction() {}

  /// The text with each such piece replaced by a mark of its kind.
  public static String mask(String text) {
    return ANY.matcher(text)
        .replaceAll(match -> {
          if (match.group("keep") != null) {
            return match.group("keep");
          }
          if (match.group("sdp") != null || match.group("line") != null) {
            return "[sdp]";
          }
          if (match.group("meta") != null) {
            return "[meta-call]";
          }
          return match.group("credential") != null ? "[credential]" : "[number]";
        });
  }
}
