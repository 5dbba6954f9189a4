package io.dering.gateway.conductor;

import io.dering.signaling.switchboard.Command;

/// Where released commands go. Called on the conductor's thread, in order; must not block: hand the
/// command to the thread that carries it out.
@FunctionalInterface
public interface CommandSink {
  void release(Command command);
}
