package io.dering.gateway.conductor;

import io.dering.signaling.activity.CallRecord;
import java.util.List;

/// Who counts what the conductor does. Called on the conductor's thread, except [#refused].
public interface TurnObserver {
  /// These records are durable.
  default void stored(List<CallRecord> records) {}

  /// A fact or a webhook was refused because the queue is full; any thread.
  default void refused() {}

  /// We were wrong: a step threw, or its records contradict the store.
  default void violated() {}

  /// Counts nothing.
  TurnObserver NONE = new TurnObserver() {};
}
