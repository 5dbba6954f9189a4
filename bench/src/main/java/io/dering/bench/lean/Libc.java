package io.dering.bench.lean;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The C library's calls that Java has no word for. Names and constants are Linux's.
// Restricted: native calls are what this file is for.
@SuppressWarnings("restricted")
final class Libc {
  static final int AF_INET = 2;
  static final int SOL_SOCKET = 1;
  static final int IPPROTO_IP = 0;
  static final int IP_PKTINFO = 8;
  static final int IP_MTU_DISCOVER = 10;
  static final int IP_PMTUDISC_DO = 2;
  static final int SOL_UDP = 17;
  static final int UDP_SEGMENT = 103;
  static final int SO_TIMESTAMPNS = 35;
  static final int SO_RXQ_OVFL = 40;
  static final int SO_RCVBUF = 8;
  static final int SO_RCVBUFFORCE = 33;
  static final int MSG_DONTWAIT = 0x40;
  static final int CLOCK_REALTIME = 0;
  static final int CLOCK_MONOTONIC = 1;

  private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x8_0000;
  private static final int SOCK_RAW_CLOEXEC = 3 | 0x8_0000;

  /// IP's own header is the caller's (raw(7)).
  private static final int IPPROTO_RAW = 255;

  private static final int TIMER_ABSTIME = 1;
  private static final int PR_SET_TIMERSLACK = 29;

  private static final MethodHandle SOCKET = call("socket", 3);
  private static final MethodHandle CLOSE = call("close", 1);
  private static final MethodHandle BIND = call("bind", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle NAME =
      call("getsockname", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle OPTION =
      call("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle SENDMMSG =
      call("sendmmsg", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
  private static final MethodHandle RECVMMSG =
      call("recvmmsg", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle GETTIME = call("clock_gettime", JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle NANOSLEEP =
      call("clock_nanosleep", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle PRCTL =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("prctl"),
              FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG),
              Linker.Option.firstVariadicArg(1));

  private static final MethodHandle PRIORITY = call("setpriority", 3);
  private static final int PRIO_PROCESS = 0;
  private static final int LOWEST = 19;

  private Libc() {}

  /// A UDP socket's descriptor.
  static int udpSocket() throws IOException {
    try {
      return checked("socket", (int) SOCKET.invokeExact(AF_INET, SOCK_DGRAM_CLOEXEC, 0));
    } catch (Throwable e) {
      throw rethrown(e);
    }
  }

  /// The descriptor of a socket whose datagrams are whole IPv4 packets.
  static int rawSocket() throws IOException {
    try {
      return checked(
          "a raw socket (CAP_NET_RAW)",
          (int) SOCKET.invokeExact(AF_INET, SOCK_RAW_CLOEXEC, IPPROTO_RAW));
    } catch (Throwable e) {
      throw rethrown(e);
    }
  }

  static void bind(int fd, MemorySegment socketAddress) throws IOException {
    try {
      int length = (int) socketAddress.byteSize();
      checked("bind", (int) BIND.invokeExact(fd, socketAddress, length));
    } catch (Throwable e) {
      throw rethrown(e);
    }
  }

  /// @param length holds how much room `socketAddress` has
  static void name(int fd, MemorySegment socketAddress, MemorySegment length) throws IOException {
    try {
      checked("getsockname", (int) NAME.invokeExact(fd, socketAddress, length));
    } catch (Throwable e) {
      throw rethrown(e);
    }
  }

  /// @return false when it was refused
  static boolean option(int fd, int level, int name, MemorySegment intValue) throws IOException {
    try {
      return (int) OPTION.invokeExact(fd, level, name, intValue, Integer.BYTES) == 0;
    } catch (Throwable e) {
      throw rethrown(e);
    }
  }

  /// How many of the messages were sent; negative when the first could not be.
  static int sendmmsg(int fd, MemorySegment headers, int count) {
    try {
      return (int) SENDMMSG.invokeExact(fd, headers, count, 0);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  /// How many messages there were, without waiting for any; negative when there was none.
  static int recvmmsg(int fd, MemorySegment headers, int count) {
    try {
      return (int) RECVMMSG.invokeExact(fd, headers, count, MSG_DONTWAIT, MemorySegment.NULL);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  /// @param time a `struct timespec` of 16 bytes
  static long nanos(int clock, MemorySegment time) {
    try {
      int _ = (int) GETTIME.invokeExact(clock, time);
      return time.get(JAVA_LONG, 0) * 1_000_000_000L + time.get(JAVA_LONG, 8);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  /// Sleeps until that moment of [System#nanoTime], which on Linux is CLOCK_MONOTONIC.
  ///
  /// @param time room for a `struct timespec` of 16 bytes
  static void sleepUntil(long nanos, MemorySegment time) {
    time.set(JAVA_LONG, 0, nanos / 1_000_000_000L);
    time.set(JAVA_LONG, 8, nanos % 1_000_000_000L);
    try {
      int _ = (int) NANOSLEEP.invokeExact(CLOCK_MONOTONIC, TIMER_ABSTIME, time, MemorySegment.NULL);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  /// The calling thread's sleeps end when they are due, not up to 50 µs later.
  static void sleepExactly() {
    try {
      int _ = (int) PRCTL.invokeExact(PR_SET_TIMERSLACK, 1L);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  /// The calling thread gets what all others of its core leave.
  static void runLast() {
    try {
      // Linux has a niceness for each thread, and 0 is the calling one.
      int _ = (int) PRIORITY.invokeExact(PRIO_PROCESS, 0, LOWEST);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  static void close(int fd) {
    try {
      int _ = (int) CLOSE.invokeExact(fd);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  private static int checked(String call, int result) throws IOException {
    if (result < 0) {
      throw new IOException(call + " was refused");
    }
    return result;
  }

  private static IOException rethrown(Throwable e) {
    return e instanceof IOException io ? io : new IOException(unchecked(e));
  }

  private static RuntimeException unchecked(Throwable e) {
    return switch (e) {
      case RuntimeException runtime -> runtime;
      case Error error -> throw error;
      default -> new IllegalStateException("a native call threw", e);
    };
  }

  private static MethodHandle call(String name, int ints) {
    MemoryLayout[] arguments = new MemoryLayout[ints];
    java.util.Arrays.fill(arguments, JAVA_INT);
    return call(name, JAVA_INT, arguments);
  }

  private static MethodHandle call(String name, MemoryLayout result, MemoryLayout... arguments) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments));
  }
}
