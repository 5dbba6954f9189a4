package io.dering.gateway.conductor;

import io.dering.signaling.activity.ActivityRecord;
import io.dering.signaling.activity.OpenCall;
import java.util.List;

/// Who counts what the conductor does. Called on the conductor's thread, except [#refused].
public interface TurnObserver {
  /// Calls that an earlier process left open, before they are ended.
  default void leftOpen(List<OpenCall> calls) {}

  /// These records are durable.
  default void stored(List<ActivityRecord> records) {}

  /// A fact or a webhook was refused because the queue is full; any thread.
  default void refused() {}

  /// We were wrong: a step threw, or its records contradict the store.
  default void violated() {}

  /// Tells all of them, in this order.
  static TurnObserver of(TurnObserver... observers) {
    List<TurnObserver> all = List.of(observers);
    return new TurnObserver() {
      @Override
      public void leftOpen(List<OpenCall> calls) {
        all.forEach(observer -> observer.leftOpen(calls));
      }

      @Override
      public void stored(List<ActivityRecord> records) {
        all.forEach(observer -> observer.stored(records));
      }

      @Override
      public void refused() {
        all.forEach(TurnObserver::refused);
      }

      @Override
      public void violated() {
        all.forEach(TurnObserver::violated);
      }
    };
  }

  /// Counts nothing.
  TurnObserver NONE = new TurnObserver() {};
}
