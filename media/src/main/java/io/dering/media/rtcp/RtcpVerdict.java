package io.dering.media.rtcp;

/// What [RtcpReader] made of a compound packet. Only [#WELL_FORMED] ones reach the sink.
public enum RtcpVerdict {
  /// All packets fit their lengths; the sink has heard of them.
  WELL_FORMED,
  /// Less than a header, or a length that is no multiple of four.
  TOO_SHORT,
  /// A packet whose version is not 2.
  NOT_VERSION_2,
  /// A packet's length leads beyond the end.
  BAD_LENGTH,
  /// A count of blocks or sources that its packet has no room for.
  BAD_COUNT,
  /// Padding before the last packet, or a padding count that is zero, ragged or too large.
  BAD_PADDING
}
