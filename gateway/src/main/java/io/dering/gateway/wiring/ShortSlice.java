package io.dering.gateway.wiring;

import io.dering.transport.linux.TimeSlice;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says once, at the start, when the media thread and the accounts' threads will not get the short
/// time slice that each of them asks for.
final class ShortSlice {
  private static final Logger LOG = LoggerFactory.getLogger(ShortSlice.class);

  private ShortSlice() {}

  /// Asks on a thread of its own: whoever asks gets it, and the caller should not.
  static void look() {
    var _ = look(TimeSlice::shorten);
  }

  /// @param shorten as [TimeSlice#shorten]
  static Thread look(BooleanSupplier shorten) {
    return Thread.ofPlatform().name("dering-short-slice").daemon().start(() -> ask(shorten));
  }

  private static void ask(BooleanSupplier shorten) {
    if (!shorten.getAsBoolean()) {
      LOG.info(
          "This system gives no short time slice (sched_setattr is refused, or it is not Linux):"
              + " audio and deadlines wait for other threads where the processor is busy");
    }
  }
}
