package io.dering.media.rtp;

/// Arithmetic on numbers that wrap: 16-bit sequence numbers, 32-bit timestamps and the 48-bit SRTP
/// packet index (rollover counter · 2^16 + sequence number).
///
/// `<` between two raw sequence numbers or timestamps is a defect; the answers are all here.
public final class SerialNumbers {
  /// The largest packet index: rollover counter and sequence number all ones.
  public static final long MAX_INDEX = (1L << 48) - 1;

  private static final int HALF_RANGE = 1 << 15;

  private SerialNumbers() {}

  /// How far sequence number `a` is ahead of `b`, -32768..32767.
  public static int difference16(int a, int b) {
    return (short) (a - b);
  }

  /// How far timestamp `a` is ahead of `b`, as a signed 32-bit distance.
  public static int difference32(int a, int b) {
    return a - b;
  }

  /// The packet index that `sequenceNumber` most likely stands for when `highest` is the highest
  /// index seen so far: RFC 3711 §3.3.1 and appendix A, to the letter.
  ///
  /// Below zero when the packet must come from before the stream's first rollover period, and above
  /// [#MAX_INDEX] when the 48 bits are used up: the caller refuses both.
  public static long guessIndex(long highest, int sequenceNumber) {
    long rolloverCounter = highest >>> 16;
    int highestSequenceNumber = (int) highest & 0xFFFF;
    if (highestSequenceNumber < HALF_RANGE) {
      if (sequenceNumber - highestSequenceNumber > HALF_RANGE) {
        rolloverCounter--;
      }
    } else if (highestSequenceNumber - HALF_RANGE > sequenceNumber) {
      rolloverCounter++;
    }
    return (rolloverCounter << 16) + sequenceNumber;
  }
}
