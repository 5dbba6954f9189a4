package io.dering.media.sdp;

/// What came of reading an SDP.
public sealed interface SdpResult {
  /// It describes a call that we can have.
  record Accepted(AudioSession session) implements SdpResult {}

  /// It does not.
  ///
  /// @param line where it shows, counted from 1; 0 when something is missing from the whole
  record Refused(SdpRefusal reason, int line) implements SdpResult {}
}
