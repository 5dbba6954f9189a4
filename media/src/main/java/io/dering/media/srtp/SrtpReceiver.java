package io.dering.media.srtp;

import io.dering.media.rtp.NetworkOrder;
import io.dering.media.rtp.RtpHeader;

/// Unprotects incoming SRTP and SRTCP under one master key, in place.
///
/// A source gets state (rollover counter, replay window) only by a packet that authenticates, so a
/// stranger can neither fill the table nor move a window. The table holds eight sources, the least
/// recently heard goes first; only the peer itself can bring that about.
///
/// Results: the new length, or a negative [SrtpRejection#code] with packet and state untouched.
public final class SrtpReceiver {
  private static final int RTP_VERSION_MASK = 0xC0;
  private static final int RTP_VERSION_2 = 0x80;

  private final PacketCipher rtp;
  private final PacketCipher rtcp;
  private final int rtpTagLength;
  private final int rtcpTrailerLength;
  private final ReplayWindows rtpSources = new ReplayWindows();
  private final ReplayWindows rtcpSources = new ReplayWindows();

  /// A receiver with a scratch of its own. Throws `IllegalArgumentException` when a length is not
  /// the profile's.
  public SrtpReceiver(SrtpProfile profile, byte[] masterKey, byte[] masterSalt) {
    this(profile, masterKey, masterSalt, new SrtpScratch());
  }

  /// A receiver that shares its thread's scratch. Throws `IllegalArgumentException` when a length
  /// is not the profile's.
  public SrtpReceiver(
      SrtpProfile profile, byte[] masterKey, byte[] masterSalt, SrtpScratch scratch) {
    this(profile, new SessionKeys(profile, masterKey, masterSalt, scratch));
  }

  private SrtpReceiver(SrtpProfile profile, SessionKeys keys) {
    this(profile, keys.rtp(), keys.rtcp());
  }

  /// For known-answer tests, which give session keys.
  SrtpReceiver(SrtpProfile profile, PacketCipher rtp, PacketCipher rtcp) {
    this.rtp = rtp;
    this.rtcp = rtcp;
    rtpTagLength = profile.rtpTagLength();
    rtcpTrailerLength = profile.rtcpTagLength() + PacketCipher.RTCP_INDEX_LENGTH;
  }

  /// Unprotects the SRTP packet `b[off..off+len)`.
  public int unprotectRtp(byte[] b, int off, int len) {
    int plainLength = len - rtpTagLength;
    if (plainLength < RtpHeader.MIN_LENGTH) {
      return SrtpRejection.TOO_SHORT.code();
    }
    if (!RtpHeader.isRtp(b, off, plainLength)) {
      return SrtpRejection.NOT_RTP.code();
    }
    int headerLength = RtpHeader.length(b, off, plainLength);
    if (headerLength < 0) {
      return SrtpRejection.TOO_SHORT.code();
    }
    int ssrc = RtpHeader.ssrc(b, off);
    int slot = rtpSources.find(ssrc);
    long index = rtpSources.guessIndex(slot, RtpHeader.sequenceNumber(b, off));
    int refusal = rtpSources.check(slot, index);
    if (refusal < 0) {
      return refusal;
    }
    int length = rtp.unprotectRtp(b, off, headerLength, len, index);
    if (length >= 0) {
      rtpSources.accept(slot, ssrc, index);
    }
    return length;
  }

  /// Unprotects the SRTCP packet `b[off..off+len)`. A packet whose E bit says "not encrypted" is
  /// accepted when its tag fits (RFC 3711 §3.4); only the peer can make one.
  public int unprotectRtcp(byte[] b, int off, int len) {
    int plainLength = len - rtcpTrailerLength;
    if (plainLength < PacketCipher.RTCP_HEADER_LENGTH || plainLength % 4 != 0) {
      return SrtpRejection.TOO_SHORT.code();
    }
    if ((b[off] & RTP_VERSION_MASK) != RTP_VERSION_2) {
      return SrtpRejection.NOT_RTP.code();
    }
    int ssrc = NetworkOrder.int32(b, off + 4);
    int slot = rtcpSources.find(ssrc);
    long index = rtcp.rtcpIndexWord(b, off, len) & ~PacketCipher.RTCP_ENCRYPTED;
    int refusal = rtcpSources.check(slot, index);
    if (refusal < 0) {
      return refusal;
    }
    int length = rtcp.unprotectRtcp(b, off, len);
    if (length >= 0) {
      rtcpSources.accept(slot, ssrc, index);
    }
    return length;
  }

  /// Sources whose RTP is being followed, at most eight.
  public int sources() {
    return rtpSources.sources();
  }

  @Override
  public String toString() {
    return "SrtpReceiver[" + sources() + " sources]";
  }
}
