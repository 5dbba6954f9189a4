package io.dering.transport.linux;

/// Going before all threads that share a processor, sched(7): SCHED_RR.
///
/// The system allows it to whoever has CAP_SYS_NICE or RLIMIT_RTPRIO of at least the priority.
/// Nothing but Linux's own bound, some 5 % of a processor for others, protects them from a thread
/// that never sleeps: whoever takes this must give it up when it needs much, and be watched
/// ([RealTimeWatch]).
///
/// Of the thread that makes it, which shares then. Any thread may ask.
public final class RealTime {
  private static final int LOWEST_PRIORITY = 1;

  private final int thread = SchedAttr.callingThread();
  private final int niceness = SchedAttr.niceness();
  private final int priority;

  private RealTime(int priority) {
    this.priority = priority;
  }

  /// For the calling thread, at the lowest such priority.
  public static RealTime lowest() {
    return new RealTime(LOWEST_PRIORITY);
  }

  /// For the calling thread, before those of the lowest such priority.
  public static RealTime beforeTheLowest() {
    return new RealTime(LOWEST_PRIORITY + 1);
  }

  /// Asks for it for the thread, and not for those that it starts.
  ///
  /// @return whether the system has taken it
  public boolean take() {
    // Who has no number could not be made to share by another thread.
    return thread != SchedAttr.CALLING_THREAD && SchedAttr.roundRobin(thread, priority);
  }

  /// Has the thread share as before, with the shortest slice ([TimeSlice]).
  ///
  /// @return whether the system has taken it
  public boolean giveUp() {
    return SchedAttr.share(thread, niceness, TimeSlice.SHORTEST_NANOS);
  }
}
