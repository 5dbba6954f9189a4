package io.dering.media.rtcp;

/// What a sender reports of itself, RFC 3550 §6.4.1.
///
/// @param ntpTimestamp wall clock, 32.32 fixed point seconds since 1900
/// @param rtpTimestamp the same moment on the RTP clock
/// @param packetCount RTP packets sent, 32 bits that wrap
/// @param octetCount payload bytes sent, 32 bits that wrap
public record SenderReport(long ntpTimestamp, int rtpTimestamp, int packetCount, int octetCount) {

  /// The middle 32 bits of the NTP timestamp, which a receiver echoes for round-trip times.
  public int middleNtp() {
    return (int) (ntpTimestamp >>> 16);
  }
}
