package io.dering.gateway.conductor;

import io.dering.transport.linux.TimeSlice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A short time slice for the conductor's thread. It speaks for the media thread, too: a system
/// that refuses it to one refuses it to both, and is said so once.
final class ShortSlice {
  private static final Logger LOG = LoggerFactory.getLogger(ShortSlice.class);

  private ShortSlice() {}

  static void ask() {
    if (!TimeSlice.shorten()) {
      LOG.info(
          "This system gives no short time slice (sched_setattr is refused, or it is not Linux):"
              + " audio and deadlines wait for other threads where the processor is busy");
    }
  }
}
