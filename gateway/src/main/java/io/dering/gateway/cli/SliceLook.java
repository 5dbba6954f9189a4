package io.dering.gateway.cli;

import io.dering.transport.linux.TimeSlice;

/// Whether the media thread may take the processor from others at once.
final class SliceLook {
  private static final String NAME = "time slice";

  private SliceLook() {}

  /// Asks for the calling thread, which may well have it.
  static Finding look() {
    return finding(TimeSlice.shorten(), System.getProperty("os.version", "unknown"));
  }

  /// @param taken whether the system has taken the question
  /// @param release the kernel's
  static Finding finding(boolean taken, String release) {
    return taken
        ? new Finding(
            NAME,
            Finding.Grade.OK,
            "A short one is taken; it has its effect from Linux 6.12 on, and this is "
                + release
                + ".")
        : Finding.warn(
            NAME,
            "sched_setattr is refused; allow it (a container's seccomp profile), or audio waits"
                + " for other threads where the processor is busy.");
  }
}
