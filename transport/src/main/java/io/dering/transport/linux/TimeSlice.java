package io.dering.transport.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How long a thread may keep a processor while others wait for it, sched_setattr(2).
///
/// With a short slice a thread that wakes up takes the processor from one with a longer slice at
/// once: audio does not wait for 3 ms behind a compiler or a collector that happens to run. Where
/// several wait already, one of them may still go first. Its share of the machine stays what it
/// was. Linux takes this from 6.12 on, from anybody; whatever does not goes on as before.
@SuppressWarnings("restricted") // Native access: the jar's manifest grants it.
public final class TimeSlice {
  /// The shortest that Linux takes.
  private static final long SHORTEST_NANOS = 100_000;

  /// Bytes of `struct sched_attr` in its first form.
  private static final int ATTRIBUTES = 48;

  private static final int FLAGS_AT = 8;
  private static final int RUNTIME_AT = 24;

  /// SCHED_FLAG_RESET_ON_FORK: threads that this one starts get the usual slice.
  private static final long RESET_ON_FORK = 1;

  /// The number of sched_setattr(2); that of sched_getattr(2) is the next one.
  private static final Map<String, Integer> NUMBERS = Map.of("amd64", 314, "aarch64", 274);

  private static final @Nullable MethodHandle SYSCALL = syscall();

  private TimeSlice() {}

  /// Asks for the shortest slice for the calling thread, and not for those that it starts: who
  /// shakes hands for the media thread computes, and must not go first as audio does.
  ///
  /// @return whether the system has taken it; one before Linux 6.12 does, and changes nothing
  public static boolean shorten() {
    MethodHandle call = SYSCALL;
    Integer number = NUMBERS.get(System.getProperty("os.arch", ""));
    if (call == null || number == null) {
      return false;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attributes = arena.allocate(ATTRIBUTES, Long.BYTES);
      // Policy and niceness stay what they are.
      if ((long) call.invokeExact(number + 1L, 0, attributes, ATTRIBUTES, 0) != 0) {
        return false;
      }
      long flags = attributes.get(ValueLayout.JAVA_LONG, FLAGS_AT);
      attributes.set(ValueLayout.JAVA_LONG, FLAGS_AT, flags | RESET_ON_FORK);
      attributes.set(ValueLayout.JAVA_LONG, RUNTIME_AT, SHORTEST_NANOS);
      return (long) call.invokeExact((long) number, 0, attributes, 0, 0) == 0;
    } catch (Throwable e) {
      throw new IllegalStateException("sched_setattr could not be called", e);
    }
  }

  /// `long syscall(long number, pid_t, struct sched_attr *, unsigned int, unsigned int)`: flags for
  /// one; size and flags for the other.
  private static @Nullable MethodHandle syscall() {
    if (!Mmsg.isLinux()) {
      return null;
    }
    Linker linker = Linker.nativeLinker();
    Optional<MemorySegment> symbol = linker.defaultLookup().find("syscall");
    FunctionDescriptor shape =
        FunctionDescriptor.of(
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT);
    return symbol
        .map(at -> linker.downcallHandle(at, shape, Linker.Option.firstVariadicArg(1)))
        .orElse(null);
  }
}
