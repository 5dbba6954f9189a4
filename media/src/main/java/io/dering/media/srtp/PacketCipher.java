package io.dering.media.srtp;

/// One key of one direction at work on packets in place: the transform of RFC 3711 §3.1, without
/// any memory of packets. Results are lengths, or negative [SrtpRejection] codes; a refused
/// packet's bytes are untouched.
sealed interface PacketCipher permits CounterModeCipher, GcmCipher {

  /// The bit of the SRTCP index word that says "encrypted".
  int RTCP_ENCRYPTED = 1 << 31;

  /// Length of the SRTCP index word.
  int RTCP_INDEX_LENGTH = 4;

  /// Length of the part of an RTCP compound packet that is never encrypted: first header and SSRC.
  int RTCP_HEADER_LENGTH = 8;

  /// Encrypts what follows the `headerLength` bytes of header and appends the tag; `len` is the
  /// length of the plain packet, `index` its 48-bit index. Returns the new length.
  int protectRtp(byte[] b, int off, int headerLength, int len, long index);

  /// Undoes [#protectRtp] if the tag fits; `len` is the length with the tag.
  int unprotectRtp(byte[] b, int off, int headerLength, int len, long index);

  /// Encrypts a compound packet and appends index word and tag in the profile's order.
  int protectRtcp(byte[] b, int off, int len, int index);

  /// Undoes [#protectRtcp] if the tag fits.
  int unprotectRtcp(byte[] b, int off, int len);

  /// The index word of a protected compound packet, unauthenticated as yet.
  int rtcpIndexWord(byte[] b, int off, int len);
}
