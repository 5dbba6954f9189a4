package io.dering.media.demux;

/// The protocol a datagram belongs to, decided before any state is touched.
///
/// ```
///   first byte   0..3 → STUN   20..63 → DTLS   128..191 → RTP or RTCP   else → OTHER
/// ```
public enum PacketKind {
  /// A STUN message, at least one header long.
  STUN,
  /// A DTLS record, at least one record header long.
  DTLS,
  /// RTP or SRTP version 2.
  RTP,
  /// RTCP or SRTCP version 2, multiplexed with RTP (RFC 5761).
  RTCP,
  /// Nothing we speak, or a length no such packet can have: drop it.
  OTHER;

  /// The shortest datagram that any of our protocols can make, in bytes: a bare RTP header. Plain
  /// RTCP could be 8, SRTCP, the only one we take, cannot be under 22.
  public static final int MIN_LENGTH = 12;

  /// The longest datagram taken, in bytes. More invites oversized RTP into fixed buffers; less
  /// would refuse Ethernet-sized DTLS flights.
  public static final int MAX_LENGTH = 1500;

  private static final int STUN_HEADER_LENGTH = 20;
  private static final int DTLS_HEADER_LENGTH = 13;

  /// Classifies `len` bytes at `b[off]`; never reads outside them and never throws. RFC 7983 §7.
  public static PacketKind of(byte[] b, int off, int len) {
    if (len < MIN_LENGTH || len > MAX_LENGTH) {
      return OTHER;
    }
    int first = b[off] & 0xFF;
    if (first <= 3) {
      return len >= STUN_HEADER_LENGTH ? STUN : OTHER;
    }
    if (first >= 20 && first <= 63) {
      return len >= DTLS_HEADER_LENGTH ? DTLS : OTHER;
    }
    if (first >= 128 && first <= 191) {
      int payloadType = b[off + 1] & 0x7F;
      return payloadType >= 64 && payloadType <= 95 ? RTCP : RTP;
    }
    return OTHER;
  }
}
