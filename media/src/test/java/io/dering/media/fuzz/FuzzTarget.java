package io.dering.media.fuzz;

import java.util.Locale;

/// What is fuzzed.
enum FuzzTarget {
  STUN,
  RTP,
  RTCP,
  SRTP,
  SDP,
  CANDIDATE,
  DTLS_FILTER;

  /// Throws when a promise is broken.
  void run(byte[] input) {
    switch (this) {
      case STUN -> new StunTarget().run(input);
      case RTP -> RtpTarget.run(input);
      case RTCP -> RtcpTarget.run(input);
      case SRTP -> new SrtpTarget().run(input);
      case SDP -> SdpTarget.run(input);
      case CANDIDATE -> CandidateTarget.run(input);
      case DTLS_FILTER -> DtlsFilterTarget.run(input);
    }
  }

  /// The folder of its corpus, and its name on the command line.
  String folder() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static FuzzTarget ofFolder(String folder) {
    return valueOf(folder.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
