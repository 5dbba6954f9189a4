package io.dering.media.rtp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Unsigned integers in network byte order inside a byte array.
///
/// The caller has checked the bounds; a mistake there is a defect and throws
/// `IndexOutOfBoundsException`.
public final class NetworkOrder {
  private static final VarHandle INT16 =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT32 =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private NetworkOrder() {}

  /// The two bytes at `off`, 0..65535.
  public static int int16(byte[] b, int off) {
    return (short) INT16.get(b, off) & 0xFFFF;
  }

  /// Writes the low 16 bits of `value`.
  public static void int16(byte[] b, int off, int value) {
    INT16.set(b, off, (short) value);
  }

  /// The 32 bits at `off`; unsigned readers mask with `0xFFFF_FFFFL`.
  public static int int32(byte[] b, int off) {
    return (int) INT32.get(b, off);
  }

  /// Writes 32 bits.
  public static void int32(byte[] b, int off, int value) {
    INT32.set(b, off, value);
  }

  /// The 64 bits at `off`.
  public static long int64(byte[] b, int off) {
    return (long) INT64.get(b, off);
  }

  /// Writes 64 bits.
  public static void int64(byte[] b, int off, long value) {
    INT64.set(b, off, value);
  }
}
