package io.dering.transport.linux;

/// Going before all threads that share a processor, sched(7): SCHED_RR at its lowest priority.
///
/// The system allows it to whoever has CAP_SYS_NICE or RLIMIT_RTPRIO of at least 1. Nothing but
/// Linux's own bound (`sched_rt_runtime_us`, 95 % of a processor) protects others from a thread
/// that never sleeps: whoever takes this must give it up when it needs much.
public final class RealTime {
  private static final int LOWEST_PRIORITY = 1;

  private RealTime() {}

  /// Asks for it for the calling thread, and not for those that it starts.
  ///
  /// @return whether the system has taken it
  public static boolean take() {
    return SchedAttr.policy(SchedAttr.ROUND_ROBIN, LOWEST_PRIORITY, 0);
  }

  /// Has the calling thread share again, with the shortest slice ([TimeSlice]).
  public static void giveUp() {
    boolean _ = SchedAttr.policy(SchedAttr.OTHER, 0, TimeSlice.SHORTEST_NANOS);
  }
}
