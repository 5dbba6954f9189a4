package io.dering.media.sdp;

/// Why an SDP was refused. Codes are stable: they leave the process.
public enum SdpRefusal {
  TOO_LONG("too_long", "The SDP is longer than 16 KiB."),
  TOO_MANY_LINES("too_many_lines", "The SDP has more than 300 lines."),
  MALFORMED_LINE("malformed_line", "A line is not of the form <letter>=<value>."),
  NOT_SDP("not_sdp", "The SDP does not begin with v=0 and an o= line."),
  NO_AUDIO("no_audio", "There is no audio section."),
  SEVERAL_SECTIONS("several_sections", "There is more than one media section."),
  NOT_AUDIO("not_audio", "There is a media section that is not audio."),
  SECTION_DISABLED("section_disabled", "The audio section has port 0."),
  UNSUPPORTED_TRANSPORT("unsupported_transport", "The audio section is not UDP/TLS/RTP/SAVPF."),
  NO_OPUS("no_opus", "Opus is not among the codecs."),
  NO_FINGERPRINT("no_fingerprint", "There is no sha-256 fingerprint."),
  MALFORMED_FINGERPRINT("malformed_fingerprint", "The sha-256 fingerprint is malformed."),
  SEVERAL_FINGERPRINTS("several_fingerprints", "There are different sha-256 fingerprints."),
  NO_ICE_CREDENTIALS("no_ice_credentials", "ice-ufrag or ice-pwd is missing."),
  MALFORMED_ICE_CREDENTIALS("malformed_ice_credentials", "ice-ufrag or ice-pwd is malformed."),
  NO_RTCP_MUX("no_rtcp_mux", "rtcp-mux is missing."),
  NO_SETUP("no_setup", "setup is missing."),
  UNSUPPORTED_SETUP("unsupported_setup", "setup is not actpass, active or passive."),
  MALFORMED_MID("malformed_mid", "mid is not a token of at most 32 characters.");

  private final String code;
  private final String sentence;

  SdpRefusal(String code, String sentence) {
    this.code = code;
    this.sentence = sentence;
  }

  /// Stable and in lower case.
  public String code() {
    return code;
  }

  /// For people.
  public String sentence() {
    return sentence;
  }
}
