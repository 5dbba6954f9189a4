package io.dering.signaling.call;

/// An SDP text, opaque here: only media reads it. CRLF line ends are kept byte for byte, because
/// Meta refuses an accept whose SDP differs from that of pre_accept.
public record SessionDescription(String text) {
  /// The longest SDP that is carried at all, in characters; media's reader has its own, tighter
  /// rules.
  public static final int MAX_LENGTH = 16 * 1024;

  /// Redacted: the text holds addresses and ICE passwords.
  @Override
  public String toString() {
    return "SessionDescription[" + text.length() + " characters]";
  }
}
