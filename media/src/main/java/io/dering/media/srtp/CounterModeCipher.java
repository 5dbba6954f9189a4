package io.dering.media.srtp;

import io.dering.media.hmac.HmacSha1;
import io.dering.media.rtp.NetworkOrder;
import io.dering.media.rtp.RtpHeader;
import javax.crypto.Cipher;

/// AES_CM_128_HMAC_SHA1_80: AES in counter mode (RFC 3711 §4.1.1) and an HMAC-SHA1 tag of 80 bits
/// over packet and rollover counter (§4.2).
///
/// ```
/// SRTP    header | encrypted payload | tag 10
/// SRTCP   header 8 | encrypted rest | E + index 4 | tag 10
/// ```
final class CounterModeCipher implements PacketCipher {
  private static final int TAG_LENGTH = 10;

  // The thread's, and the key's own: a packet reads little that is not every packet's.
  private final AesBlocks aes;
  private final HmacSha1 hmac;
  private final Cipher key;
  private final byte[] pads;
  private final long saltHigh;
  private final long saltLow;

  CounterModeCipher(byte[] key, byte[] salt, byte[] authenticationKey, SrtpScratch scratch) {
    aes = scratch.aes;
    hmac = scratch.hmac;
    this.key = AesBlocks.cipher(key);
    pads = HmacSha1.pads(authenticationKey);
    saltHigh = Salt.high(salt);
    saltLow = Salt.low(salt);
  }

  @Override
  public int protectRtp(byte[] b, int off, int headerLength, int len, long index) {
    crypt(b, off + headerLength, len - headerLength, RtpHeader.ssrc(b, off), index);
    byte[] hash = hmac.hash(pads, b, off, len, (int) (index >>> 16));
    System.arraycopy(hash, 0, b, off + len, TAG_LENGTH);
    return len + TAG_LENGTH;
  }

  @Override
  public int unprotectRtp(byte[] b, int off, int headerLength, int len, long index) {
    int plainLength = len - TAG_LENGTH;
    byte[] hash = hmac.hash(pads, b, off, plainLength, (int) (index >>> 16));
    if (!isTag(hash, b, off + plainLength)) {
      return SrtpRejection.NOT_AUTHENTIC.code();
    }
    crypt(b, off + headerLength, plainLength - headerLength, RtpHeader.ssrc(b, off), index);
    return plainLength;
  }

  @Override
  public int protectRtcp(byte[] b, int off, int len, int index) {
    int ssrc = NetworkOrder.int32(b, off + 4);
    crypt(b, off + RTCP_HEADER_LENGTH, len - RTCP_HEADER_LENGTH, ssrc, index);
    NetworkOrder.int32(b, off + len, index | RTCP_ENCRYPTED);
    int authenticated = len + RTCP_INDEX_LENGTH;
    byte[] hash = hmac.hash(pads, b, off, authenticated);
    System.arraycopy(hash, 0, b, off + authenticated, TAG_LENGTH);
    return authenticated + TAG_LENGTH;
  }

  @Override
  public int unprotectRtcp(byte[] b, int off, int len) {
    int authenticated = len - TAG_LENGTH;
    byte[] hash = hmac.hash(pads, b, off, authenticated);
    if (!isTag(hash, b, off + authenticated)) {
      return SrtpRejection.NOT_AUTHENTIC.code();
    }
    int plainLength = authenticated - RTCP_INDEX_LENGTH;
    int word = rtcpIndexWord(b, off, len);
    if ((word & RTCP_ENCRYPTED) != 0) {
      int ssrc = NetworkOrder.int32(b, off + 4);
      int encrypted = plainLength - RTCP_HEADER_LENGTH;
      crypt(b, off + RTCP_HEADER_LENGTH, encrypted, ssrc, word & ~RTCP_ENCRYPTED);
    }
    return plainLength;
  }

  @Override
  public int rtcpIndexWord(byte[] b, int off, int len) {
    return NetworkOrder.int32(b, off + len - TAG_LENGTH - RTCP_INDEX_LENGTH);
  }

  /// IV = salt · 2^16 ⊕ SSRC · 2^64 ⊕ index · 2^16; the low 16 bits count blocks.
  private void crypt(byte[] b, int off, int len, int ssrc, long index) {
    aes.xorAll(key, b, off, len, saltHigh ^ (ssrc & 0xFFFF_FFFFL), saltLow ^ (index << 16));
  }

  /// Compares in constant time: eight bytes and two.
  private static boolean isTag(byte[] hash, byte[] b, int off) {
    long difference =
        (NetworkOrder.int64(hash, 0) ^ NetworkOrder.int64(b, off))
            | (NetworkOrder.int16(hash, 8) ^ NetworkOrder.int16(b, off + 8));
    return difference == 0;
  }
}
