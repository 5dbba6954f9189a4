package io.dering.media.srtp;

import io.dering.media.rtp.RtpHeader;

/// Protects outgoing RTP and RTCP under one master key, in place.
///
/// It counts rollovers itself: each packet's sequence number is taken as the nearest to the highest
/// sent of its SSRC, so packets may leave slightly out of order, but none twice: the same index
/// under the same key would give away the XOR of two payloads and, with GCM, the authentication
/// key. For the same reason a ninth SSRC is refused rather than an old one forgotten.
///
/// Results: the new length, or a negative [SrtpRejection#code] with the packet untouched.
public final class SrtpSender {
  /// Room needed behind a packet for tag and index, whichever the profile.
  public static final int MAX_TRAILER_LENGTH = 20;

  private static final int RTCP_MIN_LENGTH = PacketCipher.RTCP_HEADER_LENGTH;

  private final PacketCipher rtp;
  private final PacketCipher rtcp;
  private final ReplayWindows sent = new ReplayWindows();

  /// One counter for all SSRCs: every (key, SSRC, index) is used once, as RFC 3711 §3.4 needs.
  /// Negative once the 31 bits are used up.
  private int nextRtcpIndex;

  /// A sender with a scratch of its own. Throws `IllegalArgumentException` when a length is not the
  /// profile's.
  public SrtpSender(SrtpProfile profile, byte[] masterKey, byte[] masterSalt) {
    this(profile, masterKey, masterSalt, new SrtpScratch());
  }

  /// A sender that shares its thread's scratch. Throws `IllegalArgumentException` when a length is
  /// not the profile's.
  public SrtpSender(SrtpProfile profile, byte[] masterKey, byte[] masterSalt, SrtpScratch scratch) {
    this(new SessionKeys(profile, masterKey, masterSalt, scratch), 0);
  }

  SrtpSender(SessionKeys keys, int firstRtcpIndex) {
    this(keys.rtp(), keys.rtcp(), firstRtcpIndex);
  }

  /// For known-answer tests, which give session keys.
  SrtpSender(PacketCipher rtp, PacketCipher rtcp, int firstRtcpIndex) {
    this.rtp = rtp;
    this.rtcp = rtcp;
    nextRtcpIndex = firstRtcpIndex;
  }

  /// Protects the RTP packet `b[off..off+len)`; the array has [#MAX_TRAILER_LENGTH] bytes more.
  public int protectRtp(byte[] b, int off, int len) {
    if (!RtpHeader.isRtp(b, off, len)) {
      return len < RtpHeader.MIN_LENGTH
          ? SrtpRejection.TOO_SHORT.code()
          : SrtpRejection.NOT_RTP.code();
    }
    int headerLength = RtpHeader.length(b, off, len);
    if (headerLength < 0) {
      return SrtpRejection.TOO_SHORT.code();
    }
    int ssrc = RtpHeader.ssrc(b, off);
    int slot = sent.find(ssrc);
    if (slot == ReplayWindows.UNKNOWN && sent.isFull()) {
      return SrtpRejection.TOO_MANY_SOURCES.code();
    }
    long index = sent.guessIndex(slot, RtpHeader.sequenceNumber(b, off));
    int refusal = sent.check(slot, index);
    if (refusal < 0) {
      return refusal;
    }
    sent.accept(slot, ssrc, index);
    return rtp.protectRtp(b, off, headerLength, len, index);
  }

  /// Protects the RTCP compound packet `b[off..off+len)`; the array has [#MAX_TRAILER_LENGTH] bytes
  /// more.
  public int protectRtcp(byte[] b, int off, int len) {
    if (len < RTCP_MIN_LENGTH || len % 4 != 0) {
      return SrtpRejection.TOO_SHORT.code();
    }
    if (nextRtcpIndex < 0) {
      return SrtpRejection.KEY_EXHAUSTED.code();
    }
    return rtcp.protectRtcp(b, off, len, nextRtcpIndex++);
  }

  @Override
  public String toString() {
    return "SrtpSender[" + sent.sources() + " sources]";
  }
}
