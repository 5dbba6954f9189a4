package io.dering.transport.linux;

/// How long a thread may keep a processor while others wait for it, sched_setattr(2).
///
/// With a short slice a thread that wakes up takes the processor from one with a longer slice at
/// once: audio does not wait for 3 ms behind a compiler or a collector that happens to run. Where
/// several wait already, one of them may still go first ([RealTime] goes before them). Its share of
/// the machine stays what it was. Linux takes this from 6.12 on, from anybody; whatever does not
/// goes on as before.
public final class TimeSlice {
  /// The shortest that Linux takes.
  static final long SHORTEST_NANOS = 100_000;

  private TimeSlice() {}

  /// Asks for the shortest slice for the calling thread, and not for those that it starts.
  ///
  /// @return whether the system has taken it; one before Linux 6.12 does, and changes nothing
  public static boolean shorten() {
    return SchedAttr.slice(SHORTEST_NANOS);
  }
}
