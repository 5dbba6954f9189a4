package io.dering.transport.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Lets [Inbox#await] wait at a socket that was made not to, fcntl(2), but not for ever,
/// SO_RCVTIMEO of socket(7).
@SuppressWarnings("restricted") // Native access: the jar's manifest grants it.
public final class BlockingReads {
  private static final int F_GETFL = 3;
  private static final int F_SETFL = 4;
  private static final int O_NONBLOCK = 0x800;
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVTIMEO = 20;

  /// Bytes of `struct timeval`: seconds and microseconds.
  private static final int TIMEVAL = 16;

  private static final @Nullable MethodHandle FCNTL =
      Mmsg.handle(
          "fcntl",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT),
          Linker.Option.firstVariadicArg(2));

  private static final @Nullable MethodHandle SETSOCKOPT =
      Mmsg.handle(
          "setsockopt",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_INT));

  private BlockingReads() {}

  /// @param atMost for so long, and what the kernel's clock rounds it up to
  /// @return whether the system has taken it; otherwise the socket is as it was
  public static boolean allow(int fd, Duration atMost) {
    MethodHandle fcntl = FCNTL;
    MethodHandle setsockopt = SETSOCKOPT;
    if (fcntl == null || setsockopt == null) {
      return false;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment capture = arena.allocate(Mmsg.CAPTURE);
      MemorySegment timeval = arena.allocate(TIMEVAL, Long.BYTES);
      timeval.set(ValueLayout.JAVA_LONG, 0, atMost.toSeconds());
      timeval.set(ValueLayout.JAVA_LONG, Long.BYTES, atMost.toNanosPart() / 1_000);
      if ((int) setsockopt.invokeExact(capture, fd, SOL_SOCKET, SO_RCVTIMEO, timeval, TIMEVAL)
          != 0) {
        return false;
      }
      int flags = (int) fcntl.invokeExact(capture, fd, F_GETFL, 0);
      return flags >= 0 && (int) fcntl.invokeExact(capture, fd, F_SETFL, flags & ~O_NONBLOCK) == 0;
    } catch (Throwable e) {
      throw new IllegalStateException("fcntl or setsockopt could not be called", e);
    }
  }
}
