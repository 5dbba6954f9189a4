package io.dering.gateway.cli;

import io.dering.transport.linux.RealTime;
import java.util.concurrent.CompletableFuture;

/// Whether the media thread may go before all others, and its watch before it.
final class RealTimeLook {
  private static final String NAME = "real time";

  private RealTimeLook() {}

  /// Asks for a thread of its own, which has it until it ends.
  static Finding look() {
    return finding(
        CompletableFuture.supplyAsync(
                () -> RealTime.beforeTheLowest().take(), task -> Thread.ofPlatform().start(task))
            .join());
  }

  /// @param taken whether the system has given it
  static Finding finding(boolean taken) {
    return taken
        ? Finding.ok(NAME, "Whoever starts this may have audio go before all else (SCHED_RR).")
        : Finding.warn(
            NAME,
            "Refused to who starts this shell; where the service has it (LimitRTPRIO=2, --ulimit"
                + " rtprio=2 of a container) all is well, else audio waits where the processor is"
                + " busy. dering_media_real_time of the running gateway says which.");
  }
}
