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

/// How Linux schedules the calling thread: `struct sched_attr`, sched_setattr(2).
@SuppressWarnings("restricted") // Native access: the jar's manifest grants it.
final class SchedAttr {
  /// SCHED_OTHER: threads share a processor.
  private static final int OTHER = 0;

  /// SCHED_RR: a thread goes before all that share.
  private static final int ROUND_ROBIN = 2;

  /// Bytes of the structure in its first form.
  private static final int LENGTH = 48;

  private static final int POLICY_AT = 4;
  private static final int FLAGS_AT = 8;
  private static final int NICENESS_AT = 16;
  private static final int PRIORITY_AT = 20;
  private static final int RUNTIME_AT = 24;

  /// SCHED_FLAG_RESET_ON_FORK: threads that this one starts are scheduled as usual.
  private static final long RESET_ON_FORK = 1;

  /// The number of sched_setattr(2); that of sched_getattr(2) is the next one.
  private static final Map<String, Integer> NUMBERS = Map.of("amd64", 314, "aarch64", 274);

  private static final @Nullable MethodHandle SYSCALL = syscall();

  private SchedAttr() {}

  /// What a thread that shares yields to others, from -20 to 19; 0 where it cannot be read, or the
  /// thread does not share.
  static int niceness() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attributes = arena.allocate(LENGTH, Long.BYTES);
      return read(attributes) ? attributes.get(ValueLayout.JAVA_INT, NICENESS_AT) : 0;
    }
  }

  /// Gives the calling thread this slice; its policy and niceness stay what they are.
  ///
  /// @return whether the system has taken it
  static boolean slice(long nanos) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attributes = arena.allocate(LENGTH, Long.BYTES);
      return read(attributes) && write(attributes, nanos);
    }
  }

  /// Has the calling thread go before all that share.
  ///
  /// @param priority among those that go first, from 1 on
  /// @return whether the system has taken it
  static boolean roundRobin(int priority) {
    return policy(ROUND_ROBIN, 0, priority, 0);
  }

  /// Has the calling thread share.
  ///
  /// @return whether the system has taken it
  static boolean share(int niceness, long sliceNanos) {
    return policy(OTHER, niceness, 0, sliceNanos);
  }

  private static boolean policy(int policy, int niceness, int priority, long sliceNanos) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attributes = arena.allocate(LENGTH, Long.BYTES);
      if (!read(attributes)) {
        return false;
      }
      attributes.set(ValueLayout.JAVA_INT, POLICY_AT, policy);
      attributes.set(ValueLayout.JAVA_INT, NICENESS_AT, niceness);
      attributes.set(ValueLayout.JAVA_INT, PRIORITY_AT, priority);
      return write(attributes, sliceNanos);
    }
  }

  private static boolean read(MemorySegment attributes) {
    return call(1, attributes, LENGTH) == 0;
  }

  /// For the calling thread, and not for those that it starts: who shakes hands for the media
  /// thread computes, and must not go first as audio does.
  private static boolean write(MemorySegment attributes, long sliceNanos) {
    long flags = attributes.get(ValueLayout.JAVA_LONG, FLAGS_AT);
    attributes.set(ValueLayout.JAVA_LONG, FLAGS_AT, flags | RESET_ON_FORK);
    attributes.set(ValueLayout.JAVA_LONG, RUNTIME_AT, sliceNanos);
    return call(0, attributes, 0) == 0;
  }

  /// @param after sched_setattr's number
  private static long call(int after, MemorySegment attributes, int sizeOrFlags) {
    MethodHandle call = SYSCALL;
    Integer number = NUMBERS.get(System.getProperty("os.arch", ""));
    if (call == null || number == null) {
      return -1;
    }
    try {
      return (long) call.invokeExact((long) number + after, 0, attributes, sizeOrFlags, 0);
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
