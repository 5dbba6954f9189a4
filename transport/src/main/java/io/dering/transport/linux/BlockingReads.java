package io.dering.transport.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Lets [Inbox#await] wait at a socket that was made not to, fcntl(2), but not for ever,
/// SO_RCVTIMEO of socket(7), whatever is sent to it, SO_ATTACH_FILTER.
@SuppressWarnings("restricted") // Native access: the jar's manifest grants it.
public final class BlockingReads {
  private static final int F_GETFL = 3;
  private static final int F_SETFL = 4;
  private static final int O_NONBLOCK = 0x800;
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVTIMEO = 20;

  private static final int SO_ATTACH_FILTER = 26;

  /// `return` of the Berkeley Packet Filter, and how much of the datagram it leaves.
  private static final short BPF_RET = 0x06;

  private static final int WHOLE = -1;

  /// Bytes of `struct sock_fprog`: how many instructions, and where.
  private static final int SOCK_FPROG = 16;

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

  /// @param atMost for so long, and what the kernel's ticks round it up to
  /// @return whether the system has taken it; otherwise reads wait no more than before
  public static boolean allow(int fd, Duration atMost) {
    MethodHandle fcntl = FCNTL;
    if (fcntl == null || SETSOCKOPT == null) {
      return false;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment capture = arena.allocate(Mmsg.CAPTURE);
      if (!limit(arena, capture, fd, atMost) || !dropBadChecksumsEarly(arena, capture, fd)) {
        return false;
      }
      int flags = (int) fcntl.invokeExact(capture, fd, F_GETFL, 0);
      return flags >= 0 && (int) fcntl.invokeExact(capture, fd, F_SETFL, flags & ~O_NONBLOCK) == 0;
    } catch (Throwable e) {
      throw new IllegalStateException("fcntl or setsockopt could not be called", e);
    }
  }

  private static boolean limit(Arena arena, MemorySegment capture, int fd, Duration atMost)
      throws Throwable {
    MemorySegment timeval = arena.allocate(TIMEVAL, Long.BYTES);
    timeval.set(ValueLayout.JAVA_LONG, 0, atMost.toSeconds());
    timeval.set(ValueLayout.JAVA_LONG, Long.BYTES, atMost.toNanosPart() / 1_000);
    return set(capture, fd, SO_RCVTIMEO, timeval, TIMEVAL);
  }

  /// A filter that lets everything pass. Without one Linux may look at the checksum of a datagram
  /// only when it is read, and where it is wrong the read begins to wait anew: whoever sends such
  /// ones could hold it for ever. With one it looks before the datagram is queued.
  private static boolean dropBadChecksumsEarly(Arena arena, MemorySegment capture, int fd)
      throws Throwable {
    MemorySegment instruction = arena.allocate(ValueLayout.JAVA_LONG);
    instruction.set(ValueLayout.JAVA_SHORT, 0, BPF_RET);
    instruction.set(ValueLayout.JAVA_INT, 4, WHOLE);
    MemorySegment program = arena.allocate(SOCK_FPROG, Long.BYTES);
    program.set(ValueLayout.JAVA_SHORT, 0, (short) 1);
    program.set(ValueLayout.ADDRESS, Long.BYTES, instruction);
    return set(capture, fd, SO_ATTACH_FILTER, program, SOCK_FPROG);
  }

  private static boolean set(
      MemorySegment capture, int fd, int option, MemorySegment value, int length) throws Throwable {
    return (int)
            Objects.requireNonNull(SETSOCKOPT)
                .invokeExact(capture, fd, SOL_SOCKET, option, value, length)
        == 0;
  }
}
