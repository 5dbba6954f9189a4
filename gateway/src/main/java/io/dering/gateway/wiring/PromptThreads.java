package io.dering.gateway.wiring;

import io.dering.transport.linux.RealTime;
import io.dering.transport.linux.TimeSlice;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says once, at the start, what the system refuses to the threads that must not wait: the short
/// time slice that the media thread and the accounts' threads ask for, or the media thread's
/// real-time priority.
final class PromptThreads {
  private static final Logger LOG = LoggerFactory.getLogger(PromptThreads.class);

  private PromptThreads() {}

  /// Asks on a thread of its own: whoever asks gets it, and the caller should not.
  ///
  /// @param realTime whether real-time priority is wanted
  static void look(boolean realTime) {
    var _ = look(TimeSlice::shorten, () -> !realTime || RealTime.beforeTheLowest().take());
  }

  /// @param shorten as [TimeSlice#shorten]
  /// @param goFirst as [RealTime#take]
  static Thread look(BooleanSupplier shorten, BooleanSupplier goFirst) {
    return Thread.ofPlatform()
        .name("dering-prompt-threads")
        .daemon()
        .start(() -> ask(shorten, goFirst));
  }

  private static void ask(BooleanSupplier shorten, BooleanSupplier goFirst) {
    if (!shorten.getAsBoolean()) {
      LOG.info(
          "This system gives no short time slice (sched_setattr is refused, or it is not Linux):"
              + " audio and deadlines wait for other threads where the processor is busy");
    } else if (!goFirst.getAsBoolean()) {
      LOG.info(
          "This system gives no real-time priority (RLIMIT_RTPRIO of 2, or its control group): audio"
              + " waits for other threads where the processor is busy; docs/operations.md says more,"
              + " media.real-time: false says that it may");
    }
  }
}
