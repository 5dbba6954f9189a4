package io.dering.media.srtp;

/// Why a packet was not protected or unprotected. On the packet path it travels as its negative
/// [#code], so that a result is one `int`: a length when 0 or more, a rejection otherwise.
public enum SrtpRejection {
  /// Too short for header, tag and index, or the header claims more bytes than there are.
  TOO_SHORT(-1),
  /// Not version 2.
  NOT_RTP(-2),
  /// The tag does not fit: another key, another sender, or altered on the way.
  NOT_AUTHENTIC(-3),
  /// This index has been seen (receiver) or used (sender) before.
  REPLAYED(-4),
  /// The index lies behind the replay window, so nobody can tell whether it has been seen.
  TOO_OLD(-5),
  /// A sender's table of sources is full; forgetting one would use its key stream twice.
  TOO_MANY_SOURCES(-6),
  /// The packet indices of this key are used up (2^48 RTP, 2^31 RTCP packets).
  KEY_EXHAUSTED(-7);

  // Enum.values() copies its array, and a rejection is looked up per packet under attack.
  private static final SrtpRejection[] ALL = values();

  private final int code;

  SrtpRejection(int code) {
    this.code = code;
  }

  /// The negative number that stands for this rejection.
  public int code() {
    return code;
  }

  /// The rejection that a negative result stands for. Throws `IllegalArgumentException` for any
  /// other number.
  public static SrtpRejection of(int code) {
    for (SrtpRejection rejection : ALL) {
      if (rejection.code == code) {
        return rejection;
      }
    }
    throw new IllegalArgumentException("not a rejection: " + code);
  }
}
