package io.dering.bench.peers;

import io.dering.media.rtp.RtpHeader;
import io.dering.media.srtp.SrtpProfile;
import io.dering.media.srtp.SrtpScratch;
import io.dering.media.srtp.SrtpSender;
import java.util.Arrays;

/// Reads packets of AES_CM_128_HMAC_SHA1_32, which the product does not speak: the same as
/// AES_CM_128_HMAC_SHA1_80 with the first four bytes of the tag instead of ten (RFC 3711 §5.2).
///
/// Counter mode encrypts and decrypts alike, so one sender under the peer's key turns what came
/// into the clear, and a second one encrypts it again with a whole tag, which must begin with the
/// four bytes that came. Twice the work, for one far end in two. A forgery is seen, but has moved
/// the replay windows: good enough between processes of one measurement.
final class ShortTags {
  private static final SrtpProfile LONG = SrtpProfile.AES_CM_128_HMAC_SHA1_80;

  private final byte[] again = new byte[1_600];
  private final SrtpSender decrypting;
  private final SrtpSender checking;

  ShortTags(byte[] key, byte[] salt, SrtpScratch scratch) {
    decrypting = new SrtpSender(LONG, key, salt, scratch);
    checking = new SrtpSender(LONG, key, salt, scratch);
  }

  /// Unprotects `b[0..length)` in place; room needed behind it: six bytes.
  ///
  /// @return the new length, or -1 when it is not authentic, or came twice
  int unprotect(byte[] b, int length) {
    int shortTag = SdesSuite.AES_CM_128_HMAC_SHA1_32.tagLength();
    int plainLength = length - shortTag;
    if (plainLength < RtpHeader.MIN_LENGTH) {
      return -1;
    }
    System.arraycopy(b, 0, again, 0, plainLength);
    if (decrypting.protectRtp(again, 0, plainLength) < 0) {
      return -1;
    }
    System.arraycopy(again, 0, b, 0, plainLength);
    if (checking.protectRtp(again, 0, plainLength) < 0) {
      return -1;
    }
    return Arrays.equals(again, plainLength, length, b, plainLength, length) ? plainLength : -1;
  }
}
