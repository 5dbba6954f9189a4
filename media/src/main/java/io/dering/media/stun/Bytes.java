package io.dering.media.stun;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Network byte order over `byte[]`, without allocation.
final class Bytes {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private Bytes() {}

  static int uint16(byte[] b, int at) {
    return (short) SHORT.get(b, at) & 0xFFFF;
  }

  static int int32(byte[] b, int at) {
    return (int) INT.get(b, at);
  }

  static long int64(byte[] b, int at) {
    return (long) LONG.get(b, at);
  }

  static void uint16(byte[] b, int at, int value) {
    SHORT.set(b, at, (short) value);
  }

  static void int32(byte[] b, int at, int value) {
    INT.set(b, at, value);
  }

  static void int64(byte[] b, int at, long value) {
    LONG.set(b, at, value);
  }
}
