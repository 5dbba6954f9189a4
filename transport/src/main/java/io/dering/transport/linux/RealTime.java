package io.dering.transport.linux;

/// Going before all threads that share a processor, sched(7): SCHED_RR at its lowest priority.
///
/// The system allows it to whoever has CAP_SYS_NICE or RLIMIT_RTPRIO of at least 1. Nothing but
/// Linux's own bound, some 5 % of a processor for others, protects them from a thread that never
/// sleeps: whoever takes this must give it up when it needs much.
///
/// Of one thread, which shares when this is made.
public final class RealTime {
  private static final int LOWEST_PRIORITY = 1;

  private final int niceness = SchedAttr.niceness();

  /// Asks for it for the calling thread, and not for those that it starts.
  ///
  /// @return whether the system has taken it
  public boolean take() {
    return SchedAttr.roundRobin(LOWEST_PRIORITY);
  }

  /// Has the calling thread share as before, with the shortest slice ([TimeSlice]).
  ///
  /// @return whether the system has taken it
  public boolean giveUp() {
    return SchedAttr.share(niceness, TimeSlice.SHORTEST_NANOS);
  }
}
