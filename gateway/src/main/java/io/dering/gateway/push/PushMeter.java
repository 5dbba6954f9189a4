package io.dering.gateway.push;

/// Counts pushes. Any thread.
@FunctionalInterface
public interface PushMeter {
  void pushed(PushOutcome outcome);
}
