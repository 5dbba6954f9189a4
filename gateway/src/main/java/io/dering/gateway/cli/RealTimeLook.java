package io.dering.gateway.cli;

import io.dering.transport.linux.RealTime;
import java.util.concurrent.CompletableFuture;

/// Whether the media thread may go before all others.
final class RealTimeLook {
  private static final String NAME = "real time";

  private RealTimeLook() {}

  /// Asks for a thread of its own, which has it until it ends.
  static Finding look() {
    CompletableFuture<Boolean> taken = new CompletableFuture<>();
    Thread.ofPlatform().start(() -> taken.complete(RealTime.take()));
    return finding(taken.join());
  }

  /// @param taken whether the system has given it
  static Finding finding(boolean taken) {
    return taken
        ? Finding.ok(NAME, "Audio may go before all other work (SCHED_RR).")
        : Finding.warn(
            NAME,
            "Real-time priority is refused; allow it (RLIMIT_RTPRIO: LimitRTPRIO=1, or docker run"
                + " --ulimit rtprio=1), or audio waits where the processor is busy.");
  }
}
