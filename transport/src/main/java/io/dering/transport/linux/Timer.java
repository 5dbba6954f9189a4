package io.dering.transport.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A timer as a descriptor, timerfd_create(2), that an event loop watches beside its sockets. Once
/// set it costs nothing until it runs out, where a wait with a timeout sets a timer of the kernel
/// before each sleep and takes it back after.
@SuppressWarnings("restricted") // Native access: the jar's manifest grants it.
public final class Timer {
  private static final int CLOCK_MONOTONIC = 1;
  private static final int TFD_NONBLOCK_CLOEXEC = 0x80800;

  /// Bytes of `struct itimerspec`: interval and value, seconds and nanoseconds each.
  private static final int SPEC = 32;

  private static final int VALUE_SECONDS_AT = 16;
  private static final int VALUE_NANOS_AT = 24;

  private static final @Nullable MethodHandle CREATE =
      Mmsg.handle(
          "timerfd_create",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  private static final @Nullable MethodHandle SET =
      Mmsg.handle(
          "timerfd_settime",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.ADDRESS));

  private final int fd;
  private final MemorySegment capture = Arena.ofAuto().allocate(Mmsg.CAPTURE);
  private final MemorySegment spec = Arena.ofAuto().allocate(SPEC, Long.BYTES);

  private Timer(int fd) {
    this.fd = fd;
  }

  /// Whether this system has it.
  public static boolean isAvailable() {
    return CREATE != null && SET != null;
  }

  /// One that is not set. Whoever makes it closes its descriptor.
  ///
  /// @throws IOException when the process has no more descriptors
  public static Timer create() throws IOException {
    int fd = create(Arena.ofAuto().allocate(Mmsg.CAPTURE));
    if (fd < 0) {
      throw new IOException("no timer could be made");
    }
    return new Timer(fd);
  }

  public int descriptor() {
    return fd;
  }

  /// Runs out once, so long from now, whatever it was set to before; then the descriptor is
  /// readable until it is set again.
  ///
  /// @param delayNanos of 0 and less: at once
  public void set(long delayNanos) {
    // A value of zero would switch it off.
    long delay = Math.max(1, delayNanos);
    spec.set(ValueLayout.JAVA_LONG, VALUE_SECONDS_AT, TimeUnit.NANOSECONDS.toSeconds(delay));
    spec.set(ValueLayout.JAVA_LONG, VALUE_NANOS_AT, delay % TimeUnit.SECONDS.toNanos(1));
    if (set(capture, fd, spec) != 0) {
      throw new IllegalStateException("timerfd_settime: errno " + Mmsg.errno(capture));
    }
  }

  private static int create(MemorySegment capture) {
    try {
      return (int)
          Objects.requireNonNull(CREATE)
              .invokeExact(capture, CLOCK_MONOTONIC, TFD_NONBLOCK_CLOEXEC);
    } catch (Throwable e) {
      throw new IllegalStateException("timerfd_create could not be called", e);
    }
  }

  private static int set(MemorySegment capture, int fd, MemorySegment spec) {
    try {
      return (int)
          Objects.requireNonNull(SET).invokeExact(capture, fd, 0, spec, MemorySegment.NULL);
    } catch (Throwable e) {
      throw new IllegalStateException("timerfd_settime could not be called", e);
    }
  }
}
