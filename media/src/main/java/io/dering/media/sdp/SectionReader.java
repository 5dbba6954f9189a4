package io.dering.media.sdp;

import io.dering.media.dtls.Fingerprint;
import io.dering.media.ice.Candidate;
import io.dering.media.ice.IceCredentials;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// Collects what the lines of one SDP say. Attributes that may stand at session level and in the
/// section (RFC 8866 §5.13) overwrite each other in that order, which is the precedence wanted; a
/// second mention at the same level is taken as the later word.
final class SectionReader {
  private static final int MAX_SESSION_ID_LENGTH = 64;
  private static final int MAX_MID_LENGTH = 32;
  private static final int NONE = -1;
  private static final long MAX_SSRC = 0xFFFF_FFFFL;

  private final IntPredicate known;
  private final List<Candidate> candidates = new ArrayList<>();
  private final Set<Integer> formats = new HashSet<>();
  private final Set<String> bundled = new HashSet<>();
  private @Nullable String sessionId;
  private boolean inSection;
  private boolean iceLite;
  private boolean rtcpMux;
  private String mid = "";
  private @Nullable String ufrag;
  private @Nullable String pwd;
  private @Nullable Fingerprint fingerprint;
  private @Nullable DtlsSetup setup;
  private Direction direction = Direction.SENDRECV;
  private int opus = NONE;
  private int telephoneEvent = NONE;
  private long ssrc = NONE;

  /// @param known which payload types may be taken; all others are skipped
  SectionReader(IntPredicate known) {
    this.known = known;
  }

  Optional<SdpRefusal> origin(String value) {
    String[] fields = value.split(" ", 3);
    if (fields.length < 3 || fields[1].isEmpty() || fields[1].length() > MAX_SESSION_ID_LENGTH) {
      return Optional.of(SdpRefusal.MALFORMED_LINE);
    }
    sessionId = fields[1];
    return Optional.empty();
  }

  /// `audio 3484 UDP/TLS/RTP/SAVPF 111 126`.
  Optional<SdpRefusal> media(String value) {
    String[] fields = value.split(" ", -1);
    if (!fields[0].equals("audio")) {
      return Optional.of(SdpRefusal.NOT_AUDIO);
    }
    if (inSection) {
      return Optional.of(SdpRefusal.SEVERAL_SECTIONS);
    }
    inSection = true;
    if (fields.length < 4) {
      return Optional.of(SdpRefusal.MALFORMED_LINE);
    }
    long port = number(fields[1], 65_535);
    if (port <= 0) {
      return Optional.of(port == 0 ? SdpRefusal.SECTION_DISABLED : SdpRefusal.MALFORMED_LINE);
    }
    if (!fields[2].equals("UDP/TLS/RTP/SAVPF") && !fields[2].equals("UDP/TLS/RTP/SAVP")) {
      return Optional.of(SdpRefusal.UNSUPPORTED_TRANSPORT);
    }
    for (int i = 3; i < fields.length; i++) {
      long format = number(fields[i], 127);
      if (format == NONE) {
        return Optional.of(SdpRefusal.MALFORMED_LINE);
      }
      if (known.test((int) format)) {
        formats.add((int) format);
      }
    }
    return Optional.empty();
  }

  /// `name` or `name:value`; unknown ones are skipped.
  Optional<SdpRefusal> attribute(String attribute) {
    int colon = attribute.indexOf(':');
    String name = colon < 0 ? attribute : attribute.substring(0, colon);
    String value = colon < 0 ? "" : attribute.substring(colon + 1).strip();
    switch (name) {
      case "ice-lite" -> iceLite = true;
      case "rtcp-mux" -> rtcpMux |= inSection;
      case "ice-ufrag" -> ufrag = value;
      case "ice-pwd" -> pwd = value;
      case "sendrecv" -> direction = Direction.SENDRECV;
      case "sendonly" -> direction = Direction.SENDONLY;
      case "recvonly" -> direction = Direction.RECVONLY;
      case "inactive" -> direction = Direction.INACTIVE;
      case "group" -> group(value);
      case "rtpmap" -> rtpmap(value);
      case "candidate" -> candidate(value);
      case "ssrc" -> ssrc(value);
      case "mid" -> {
        return mid(value);
      }
      case "setup" -> {
        return setup(value);
      }
      case "fingerprint" -> {
        return fingerprint(value);
      }
      default -> {
        // Extensions and feedback that we do not speak.
      }
    }
    return Optional.empty();
  }

  /// The session, or the most telling thing that is missing.
  SdpResult result() {
    Optional<SdpRefusal> missing = missing();
    if (missing.isPresent() || sessionId == null || fingerprint == null || setup == null) {
      return new SdpResult.Refused(missing.orElse(SdpRefusal.NOT_SDP), 0);
    }
    Optional<IceCredentials> ice =
        ufrag == null || pwd == null ? Optional.empty() : IceCredentials.of(ufrag, pwd);
    if (ice.isEmpty()) {
      return new SdpResult.Refused(SdpRefusal.MALFORMED_ICE_CREDENTIALS, 0);
    }
    return new SdpResult.Accepted(
        new AudioSession(
            sessionId,
            bundled.contains(mid),
            mid,
            iceLite,
            ice.get(),
            candidates,
            fingerprint,
            setup,
            opus,
            telephoneEvent == NONE ? OptionalInt.empty() : OptionalInt.of(telephoneEvent),
            direction,
            ssrc == NONE ? OptionalLong.empty() : OptionalLong.of(ssrc)));
  }

  private Optional<SdpRefusal> missing() {
    if (sessionId == null) {
      return Optional.of(SdpRefusal.NOT_SDP);
    }
    if (!inSection) {
      return Optional.of(SdpRefusal.NO_AUDIO);
    }
    if (opus == NONE) {
      return Optional.of(SdpRefusal.NO_OPUS);
    }
    if (fingerprint == null) {
      return Optional.of(SdpRefusal.NO_FINGERPRINT);
    }
    if (ufrag == null || pwd == null) {
      return Optional.of(SdpRefusal.NO_ICE_CREDENTIALS);
    }
    if (setup == null) {
      return Optional.of(SdpRefusal.NO_SETUP);
    }
    return rtcpMux ? Optional.empty() : Optional.of(SdpRefusal.NO_RTCP_MUX);
  }

  private void group(String value) {
    String[] words = value.split(" ", -1);
    if (words[0].equals("BUNDLE")) {
      bundled.addAll(List.of(words).subList(1, words.length));
      bundled.remove("");
    }
  }

  /// `111 opus/48000/2`; the first of a kind that the section lists is taken.
  private void rtpmap(String value) {
    int space = value.indexOf(' ');
    long format = space < 0 ? NONE : number(value.substring(0, space), 127);
    if (format == NONE || !inSection || !formats.contains((int) format)) {
      return;
    }
    String codec = value.substring(space + 1).strip().toLowerCase(Locale.ROOT);
    if (codec.equals("opus/48000/2") && opus == NONE) {
      opus = (int) format;
    }
    boolean event = codec.equals("telephone-event/8000") || codec.equals("telephone-event/8000/1");
    if (event && telephoneEvent == NONE) {
      telephoneEvent = (int) format;
    }
  }

  private void candidate(String value) {
    if (!inSection || candidates.size() >= SdpReader.MAX_CANDIDATES) {
      return;
    }
    Candidate.parse(value)
        .filter(c -> c.component() == Candidate.RTP_COMPONENT)
        .filter(c -> c.transport() == Candidate.Transport.UDP)
        .ifPresent(candidates::add);
  }

  /// `3148577921 cname:...`; the first source is taken.
  private void ssrc(String value) {
    int space = value.indexOf(' ');
    if (inSection && ssrc == NONE) {
      ssrc = number(space < 0 ? value : value.substring(0, space), MAX_SSRC);
    }
  }

  private Optional<SdpRefusal> mid(String value) {
    if (!inSection) {
      return Optional.empty();
    }
    if (value.isEmpty()
        || value.length() > MAX_MID_LENGTH
        || !value.chars().allMatch(SectionReader::isTokenChar)) {
      return Optional.of(SdpRefusal.MALFORMED_MID);
    }
    mid = value;
    return Optional.empty();
  }

  private Optional<SdpRefusal> setup(String value) {
    Optional<DtlsSetup> read = DtlsSetup.ofToken(value);
    if (read.isEmpty()) {
      return Optional.of(SdpRefusal.UNSUPPORTED_SETUP);
    }
    setup = read.get();
    return Optional.empty();
  }

  private Optional<SdpRefusal> fingerprint(String value) {
    if (!Fingerprint.isSha256(value)) {
      return Optional.empty();
    }
    Optional<Fingerprint> read = Fingerprint.parse(value);
    if (read.isEmpty()) {
      return Optional.of(SdpRefusal.MALFORMED_FINGERPRINT);
    }
    if (fingerprint != null && !fingerprint.equals(read.get())) {
      return Optional.of(SdpRefusal.SEVERAL_FINGERPRINTS);
    }
    fingerprint = read.get();
    return Optional.empty();
  }

  /// RFC 8866 §9, `token-char`.
  private static boolean isTokenChar(int c) {
    return c > ' ' && c < 0x7F && "\"(),/:;<=>?@[\\]".indexOf(c) < 0;
  }

  /// A decimal number of at most `most`, or `NONE`.
  private static long number(String text, long most) {
    if (text.isEmpty() || text.length() > 10 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return NONE;
    }
    long number = Long.parseLong(text);
    return number <= most ? number : NONE;
  }
}
