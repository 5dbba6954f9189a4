package io.dering.media.srtp;

import io.dering.media.rtp.NetworkOrder;
import io.dering.media.rtp.RtpHeader;
import javax.crypto.Cipher;

/// AEAD_AES_128_GCM, RFC 7714: Galois/Counter Mode with a 96-bit IV made of salt, SSRC and index.
///
/// ```
/// SRTP    header (associated) | encrypted payload | tag 16
/// SRTCP   header 8 (associated) | encrypted rest | tag 16 | E + index 4 (associated)
/// ```
///
/// Counter block 1 masks the tag, blocks 2, 3, … are the key stream; they are generated in one go,
/// and the packet is decrypted only after its tag has been compared.
final class GcmCipher implements PacketCipher {
  private static final int TAG_LENGTH = 16;
  private static final int BLOCK = AesBlocks.BLOCK_LENGTH;

  /// Bytes of key stream that the first call to the generator yields, after the tag's mask.
  private static final int FIRST_STREAM_LENGTH = (AesBlocks.CAPACITY - 1) * BLOCK;

  private final AesBlocks aes;
  private final Cipher key;
  private final Ghash ghash;
  private final long saltHigh;
  private final long saltLow;

  /// The first encrypted counter block, which turns the hash into the tag.
  private long maskHigh;

  private long maskLow;

  GcmCipher(byte[] key, byte[] salt, SrtpScratch scratch) {
    aes = scratch.aes;
    this.key = AesBlocks.cipher(key);
    aes.generate(this.key, 0, 0, 1);
    byte[] hashKey = aes.keyStream();
    ghash = new Ghash(NetworkOrder.int64(hashKey, 0), NetworkOrder.int64(hashKey, 8), scratch);
    saltHigh = Salt.high(salt);
    saltLow = Salt.low(salt);
  }

  @Override
  public int protectRtp(byte[] b, int off, int headerLength, int len, long index) {
    int ssrc = RtpHeader.ssrc(b, off);
    int text = len - headerLength;
    start(ssrc, index, text);
    cryptRest(b, off + headerLength, text, ssrc, index);
    ghash.update(b, off, headerLength);
    ghash.update(b, off + headerLength, text);
    ghash.lengths(headerLength, text);
    writeTag(b, off + len);
    return len + TAG_LENGTH;
  }

  @Override
  public int unprotectRtp(byte[] b, int off, int headerLength, int len, long index) {
    int ssrc = RtpHeader.ssrc(b, off);
    int plainLength = len - TAG_LENGTH;
    int text = plainLength - headerLength;
    start(ssrc, index, text);
    ghash.update(b, off, headerLength);
    ghash.update(b, off + headerLength, text);
    ghash.lengths(headerLength, text);
    if (!isTag(b, off + plainLength)) {
      return SrtpRejection.NOT_AUTHENTIC.code();
    }
    cryptRest(b, off + headerLength, text, ssrc, index);
    return plainLength;
  }

  @Override
  public int protectRtcp(byte[] b, int off, int len, int index) {
    int ssrc = NetworkOrder.int32(b, off + 4);
    int text = len - RTCP_HEADER_LENGTH;
    int word = index | RTCP_ENCRYPTED;
    start(ssrc, index, text);
    cryptRest(b, off + RTCP_HEADER_LENGTH, text, ssrc, index);
    hashRtcp(b, off, RTCP_HEADER_LENGTH, len, word);
    writeTag(b, off + len);
    NetworkOrder.int32(b, off + len + TAG_LENGTH, word);
    return len + TAG_LENGTH + RTCP_INDEX_LENGTH;
  }

  @Override
  public int unprotectRtcp(byte[] b, int off, int len) {
    int ssrc = NetworkOrder.int32(b, off + 4);
    int plainLength = len - TAG_LENGTH - RTCP_INDEX_LENGTH;
    int word = rtcpIndexWord(b, off, len);
    int index = word & ~RTCP_ENCRYPTED;
    // Without the E bit the whole packet is associated data (RFC 7714 §17.3 shows one).
    int clear = (word & RTCP_ENCRYPTED) != 0 ? RTCP_HEADER_LENGTH : plainLength;
    start(ssrc, index, plainLength - clear);
    hashRtcp(b, off, clear, plainLength, word);
    if (!isTag(b, off + plainLength)) {
      return SrtpRejection.NOT_AUTHENTIC.code();
    }
    cryptRest(b, off + clear, plainLength - clear, ssrc, index);
    return plainLength;
  }

  @Override
  public int rtcpIndexWord(byte[] b, int off, int len) {
    return NetworkOrder.int32(b, off + len - RTCP_INDEX_LENGTH);
  }

  /// Associated data is the clear part followed by the index word, as one string of bytes.
  private void hashRtcp(byte[] b, int off, int clear, int plainLength, int word) {
    ghash.update(b, off, clear, word);
    ghash.update(b, off + clear, plainLength - clear);
    ghash.lengths(clear + RTCP_INDEX_LENGTH, plainLength - clear);
  }

  /// Begins a packet: generates the tag's mask and the key stream for the first part of `text`
  /// bytes.
  private void start(int ssrc, long index, int text) {
    int blocks = Math.min(AesBlocks.CAPACITY, 1 + (text + BLOCK - 1) / BLOCK);
    aes.generate(key, ivHigh(ssrc, index), ivLow(index) + 1, blocks);
    maskHigh = NetworkOrder.int64(aes.keyStream(), 0);
    maskLow = NetworkOrder.int64(aes.keyStream(), 8);
    ghash.reset();
  }

  private void cryptRest(byte[] b, int off, int text, int ssrc, long index) {
    int first = Math.min(text, FIRST_STREAM_LENGTH);
    aes.xor(b, off, first, BLOCK);
    if (text > first) {
      long counter = ivLow(index) + 1 + AesBlocks.CAPACITY;
      aes.xorAll(key, b, off + first, text - first, ivHigh(ssrc, index), counter);
    }
  }

  /// 16 zero bits, SSRC, and the top of the 48-bit index, ⊕ salt.
  private long ivHigh(int ssrc, long index) {
    return saltHigh ^ ((ssrc & 0xFFFF_FFFFL) << 16 | index >>> 32);
  }

  /// The rest of the index, ⊕ salt; the low 32 bits count blocks from 1.
  private long ivLow(long index) {
    return saltLow ^ (index << 32);
  }

  private void writeTag(byte[] b, int off) {
    NetworkOrder.int64(b, off, ghash.high() ^ maskHigh);
    NetworkOrder.int64(b, off + 8, ghash.low() ^ maskLow);
  }

  private boolean isTag(byte[] b, int off) {
    long difference =
        (ghash.high() ^ maskHigh ^ NetworkOrder.int64(b, off))
            | (ghash.low() ^ maskLow ^ NetworkOrder.int64(b, off + 8));
    return difference == 0;
  }
}
