package io.dering.bench.lean;

/// When each of many far ends speaks: all of them once in a cycle, spread evenly over its slots,
/// whatever the order in which they come and go. Time is an argument.
///
/// The schedule is open-loop: a slot that is reached late is worked off at once, and the one behind
/// it is due when it always was. Only what is late by more than a bound is left out, and counted.
final class Cadence {
  /// A thread that was held up for longer would flood rather than speak.
  private static final long MAX_LATE_NANOS = 200_000_000L;

  /// Successive multiples of it fall evenly into a circle, however many there are.
  private static final double GOLDEN = 0.6180339887498949;

  private final long slotNanos;
  private final int slots;
  private long dueNanos;
  private int slot;
  private long leftOut;

  /// @param slots into which the cycle is cut without remainder
  Cadence(long cycleNanos, int slots, long startNanos) {
    if (slots < 1 || cycleNanos % slots != 0) {
      throw new IllegalArgumentException(slots + " slots do not fit into a cycle of " + cycleNanos);
    }
    this.slotNanos = cycleNanos / slots;
    this.slots = slots;
    this.dueNanos = startNanos;
  }

  int slots() {
    return slots;
  }

  /// In which slot that far end speaks.
  int slotOf(int index) {
    double turns = index * GOLDEN;
    return (int) ((turns - Math.floor(turns)) * slots);
  }

  /// When the next slot is due.
  long dueNanos() {
    return dueNanos;
  }

  /// The next slot; it is taken as worked off.
  int take() {
    int taken = slot;
    slot = (slot + 1) % slots;
    dueNanos += slotNanos;
    return taken;
  }

  /// Leaves out what is hopelessly late.
  void catchUp(long nowNanos) {
    while (nowNanos - dueNanos > MAX_LATE_NANOS) {
      take();
      leftOut++;
    }
  }

  /// Slots that were left out so far.
  long leftOut() {
    return leftOut;
  }
}
