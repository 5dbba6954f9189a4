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

/// How Linux schedules a thread of this process: `struct sched_attr`, sched_setattr(2).
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

  /// For a thread's own number in a call: the calling thread's.
  static final int CALLING_THREAD = 0;

  /// The number of sched_setattr(2); that of sched_getattr(2) is the next one.
  private static final Map<String, Integer> NUMBERS = Map.of("amd64", 314, "aarch64", 274);

  /// The number of gettid(2).
  private static final Map<String, Integer> OF_GETTID = Map.of("amd64", 186, "aarch64", 178);

  private static final @Nullable MethodHandle SYSCALL = syscall();

  private SchedAttr() {}

  /// The number by which other threads of this process can speak of the calling one; where it
  /// cannot be had, [#CALLING_THREAD].
  static int callingThread() {
    return (int) Math.max(CALLING_THREAD, call(OF_GETTID, 0, 0, MemorySegment.NULL, 0));
  }

  /// What the calling thread, which shares, yields to others, from -20 to 19; 0 where it cannot be
  /// read, or the thread does not share.
  static int niceness() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attributes = arena.allocate(LENGTH, Long.BYTES);
      return read(CALLING_THREAD, attributes)
          ? attributes.get(ValueLayout.JAVA_INT, NICENESS_AT)
          : 0;
    }
  }

  /// Gives the calling thread this slice; its policy and niceness stay what they are.
  ///
  /// @return whether the system has taken it
  static boolean slice(long nanos) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attributes = arena.allocate(LENGTH, Long.BYTES);
      return read(CALLING_THREAD, attributes) && write(CALLING_THREAD, attributes, nanos);
    }
  }

  /// Has a thread go before all that share.
  ///
  /// @param thread as [#callingThread]
  /// @param priority among those that go first, from 1 on
  /// @return whether the system has taken it
  static boolean roundRobin(int thread, int priority) {
    return policy(thread, ROUND_ROBIN, 0, priority, 0);
  }

  /// Has a thread share.
  ///
  /// @param thread as [#callingThread]
  /// @return whether the system has taken it
  static boolean share(int thread, int niceness, long sliceNanos) {
    return policy(thread, OTHER, niceness, 0, sliceNanos);
  }

  private static boolean policy(
      int thread, int policy, int niceness, int priority, long sliceNanos) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attributes = arena.allocate(LENGTH, Long.BYTES);
      if (!read(thread, attributes)) {
        return false;
      }
      attributes.set(ValueLayout.JAVA_INT, POLICY_AT, policy);
      attributes.set(ValueLayout.JAVA_INT, NICENESS_AT, niceness);
      attributes.set(ValueLayout.JAVA_INT, PRIORITY_AT, priority);
      return write(thread, attributes, sliceNanos);
    }
  }

  private static boolean read(int thread, MemorySegment attributes) {
    return call(NUMBERS, 1, thread, attributes, LENGTH) == 0;
  }

  /// For this thread, and not for those that it starts: who shakes hands for the media thread
  /// computes, and must not go first as audio does.
  private static boolean write(int thread, MemorySegment attributes, long sliceNanos) {
    long flags = attributes.get(ValueLayout.JAVA_LONG, FLAGS_AT);
    attributes.set(ValueLayout.JAVA_LONG, FLAGS_AT, flags | RESET_ON_FORK);
    attributes.set(ValueLayout.JAVA_LONG, RUNTIME_AT, sliceNanos);
    return call(NUMBERS, 0, thread, attributes, 0) == 0;
  }

  /// @param numbers of calls, by processor
  /// @param after that number
  private static long call(
      Map<String, Integer> numbers,
      int after,
      int thread,
      MemorySegment attributes,
      int sizeOrFlags) {
    MethodHandle call = SYSCALL;
    Integer number = numbers.get(System.getProperty("os.arch", ""));
    if (call == null || number == null) {
      return -1;
    }
    try {
      return (long) call.invokeExact((long) number + after, thread, attributes, sizeOrFlags, 0);
    } catch (Throwable e) {
      throw new IllegalStateException("a call of the scheduler's could not be made", e);
    }
  }

  /// `long syscall(long number, pid_t, struct sched_attr *, unsigned int, unsigned int)`: flags for
  /// one; size and flags for the other. gettid(2) takes nothing and looks at none of it.
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
