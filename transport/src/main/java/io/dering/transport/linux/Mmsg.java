package io.dering.transport.linux;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The two system calls.
@SuppressWarnings("restricted") // Native access: the jar's manifest grants it.
public final class Mmsg {
  private static final Linker LINKER = Linker.nativeLinker();

  /// Where a call leaves its errno.
  static final MemoryLayout CAPTURE = Linker.Option.captureStateLayout();

  private static final long ERRNO =
      CAPTURE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

  static final int EINTR = 4;

  /// Of a call, whatever the socket was made to do.
  static final int MSG_DONTWAIT = 0x40;

  /// Of recvmmsg: waits for the first, where the socket lets it, and takes with it what is there.
  static final int MSG_WAITFORONE = 0x10000;

  private static final @Nullable MethodHandle RECEIVE =
      handle(
          "recvmmsg",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS));

  private static final @Nullable MethodHandle SEND =
      handle(
          "sendmmsg",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT));

  private Mmsg() {}

  /// Whether this system has them in the shape of [Messages]: Linux, 64 bits, little-endian.
  public static boolean isAvailable() {
    return RECEIVE != null && SEND != null;
  }

  static boolean isLinux() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
  }

  /// @return how many messages came, or -1
  static int receive(MemorySegment capture, int fd, Messages messages, int flags) {
    try {
      return (int)
          Objects.requireNonNull(RECEIVE)
              .invokeExact(
                  capture, fd, messages.headers(), messages.capacity(), flags, MemorySegment.NULL);
    } catch (Throwable e) {
      throw new IllegalStateException("recvmmsg could not be called", e);
    }
  }

  /// @return how many of them have been sent, or -1 when the first could not be
  static int send(MemorySegment capture, int fd, Messages messages, int first, int count) {
    try {
      return (int)
          Objects.requireNonNull(SEND)
              .invokeExact(capture, fd, messages.headersFrom(first), count, MSG_DONTWAIT);
    } catch (Throwable e) {
      throw new IllegalStateException("sendmmsg could not be called", e);
    }
  }

  static int errno(MemorySegment capture) {
    return capture.get(ValueLayout.JAVA_INT, ERRNO);
  }

  /// A function of the C library that leaves its errno; null where it is missing or the system is
  /// another.
  static @Nullable MethodHandle handle(
      String name, FunctionDescriptor shape, Linker.Option... more) {
    Linker.Option[] options = Arrays.copyOf(more, more.length + 1);
    options[more.length] = Linker.Option.captureCallState("errno");
    boolean shaped =
        ValueLayout.ADDRESS.byteSize() == Long.BYTES
            && ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    Optional<MemorySegment> symbol =
        isLinux() && shaped ? LINKER.defaultLookup().find(name) : Optional.empty();
    return symbol.map(at -> LINKER.downcallHandle(at, shape, options)).orElse(null);
  }
}
