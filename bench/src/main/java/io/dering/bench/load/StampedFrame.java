package io.dering.bench.load;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The payload that voices send and ears recognise.
///
/// @param voice which voice spoke it: the nanosecond of its first frame
/// @param number from 1; 0 for a frame that does not count
/// @param dueNanos when it was due, which is before it was made where the voice was late
record StampedFrame(long voice, long number, long dueNanos) {
  /// What WhatsApp's 24 kbit/s come to in 20 ms.
  static final int LENGTH = 60;

  static final long EVERY_NANOS = 20_000_000;

  /// SILK, wideband, 20 ms, mono, one frame (RFC 6716 §3.1).
  private static final byte TOC = 0x48;

  private static final int MARK = 0xDE41_4C0A;
  private static final int MARK_AT = 1;
  private static final int NUMBER_AT = 5;
  private static final int DUE_AT = 13;
  private static final int VOICE_AT = 21;
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  int write(byte[] b, int offset) {
    java.util.Arrays.fill(b, offset, offset + LENGTH, (byte) 0x5A);
    b[offset] = TOC;
    INT.set(b, offset + MARK_AT, MARK);
    LONG.set(b, offset + NUMBER_AT, number);
    LONG.set(b, offset + DUE_AT, dueNanos);
    LONG.set(b, offset + VOICE_AT, voice);
    return LENGTH;
  }

  /// Whether a voice of ours made this payload; the gateway's own silence is none.
  static boolean is(byte[] b, int offset, int length) {
    return length >= LENGTH && b[offset] == TOC && (int) INT.get(b, offset + MARK_AT) == MARK;
  }

  static StampedFrame read(byte[] b, int offset) {
    return new StampedFrame(
        (long) LONG.get(b, offset + VOICE_AT),
        (long) LONG.get(b, offset + NUMBER_AT),
        (long) LONG.get(b, offset + DUE_AT));
  }
}
