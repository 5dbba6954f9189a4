package io.dering.sandbox.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What Meta checks in the SDP of a business before it goes to its media servers. Looks at lines
/// only: the media plane reads the SDP once more with a parser of its own.
final class SdpCheck {
  private static final int MAX_LENGTH = 16 << 10;

  private SdpCheck() {}

  /// Which half of the exchange an SDP is.
  enum Kind {
    OFFER,
    ANSWER;

    boolean allows(String setup) {
      return switch (setup) {
        case "a=setup:active", "a=setup:passive" -> true;
        case "a=setup:actpass" -> this == OFFER;
        default -> false;
      };
    }

    /// Its name on the wire.
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// The first fault in words, or empty.
  static Optional<String> fault(String sdp, Kind kind) {
    if (sdp.length() > MAX_LENGTH) {
      return Optional.of("SDP is too long");
    }
    if (!sdp.startsWith("v=0")) {
      return Optional.of("SDP must begin with v=0 (is it encoded twice?)");
    }
    if (!crlfOnly(sdp)) {
      return Optional.of("every line of the SDP must end in CRLF");
    }
    List<String> lines = List.of(sdp.split("\r\n", -1));
    return media(lines, kind).or(() -> security(lines, kind)).or(() -> path(lines, kind));
  }

  private static boolean crlfOnly(String sdp) {
    for (int i = 0; i < sdp.length(); i++) {
      char c = sdp.charAt(i);
      if (c == '\n' && (i == 0 || sdp.charAt(i - 1) != '\r')) {
        return false;
      }
      if (c == '\r' && (i + 1 == sdp.length() || sdp.charAt(i + 1) != '\n')) {
        return false;
      }
    }
    return sdp.endsWith("\r\n");
  }

  private static Optional<String> media(List<String> lines, Kind kind) {
    List<String> sections = with(lines, "m=");
    if (sections.size() != 1) {
      return Optional.of("exactly one media description is needed, not " + sections.size());
    }
    String section = sections.getFirst();
    if (!section.startsWith("m=audio ")) {
      return Optional.of("the media description must be audio");
    }
    List<String> words = new ArrayList<>(List.of(section.split(" ", -1)));
    if (words.size() < 4 || !words.subList(3, words.size()).contains("111")) {
      return Optional.of(
          kind == Kind.ANSWER
              ? "payload type 111 of the offer is missing in the answer"
              : "payload type 111 is missing");
    }
    if (with(lines, "a=rtpmap:111 opus/48000/2").isEmpty()) {
      return Optional.of("No Opus codec found in SDP");
    }
    return Optional.empty();
  }

  private static Optional<String> security(List<String> lines, Kind kind) {
    List<String> fingerprints = with(lines, "a=fingerprint:");
    if (fingerprints.isEmpty()) {
      return Optional.of("No fingerprint found in SDP");
    }
    if (fingerprints.size() > 1) {
      return Optional.of("exactly one fingerprint is needed, not " + fingerprints.size());
    }
    if (!fingerprints.getFirst().regionMatches(true, 14, "sha-256 ", 0, 8)) {
      return Optional.of("the fingerprint must be sha-256");
    }
    List<String> setups = with(lines, "a=setup:");
    if (setups.size() != 1 || !kind.allows(setups.getFirst())) {
      return Optional.of(
          kind == Kind.ANSWER
              ? "setup of an answer must be active or passive"
              : "setup of an offer must be actpass or active");
    }
    return Optional.empty();
  }

  private static Optional<String> path(List<String> lines, Kind kind) {
    if (with(lines, "a=ice-ufrag:").size() != 1 || with(lines, "a=ice-pwd:").size() != 1) {
      return Optional.of("No ICE credentials found in SDP");
    }
    if (lines.contains("a=ice-lite")) {
      return Optional.of(
          kind == Kind.ANSWER
              ? "ice-lite in the answer to an ice-lite offer"
              : "ice-lite in an offer to an ice-lite server");
    }
    if (!lines.contains("a=rtcp-mux")) {
      return Optional.of("rtcp-mux is required");
    }
    return Optional.empty();
  }

  private static List<String> with(List<String> lines, String prefix) {
    return lines.stream().filter(line -> line.startsWith(prefix)).toList();
  }
}
