package io.dering.gateway.conductor;

import io.dering.signaling.switchboard.Fact;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Facts on their way to the switchboard. What comes from outside needs one of a bounded number of
/// places; what answers our own commands does not, since it is bounded by the calls that exist.
final class FactQueue {
  private final LinkedBlockingQueue<Queued> queue = new LinkedBlockingQueue<>();
  private final Semaphore places;
  private final AtomicLong refused = new AtomicLong();

  /// One fact in the queue.
  ///
  /// @param ticket the webhook it came with, null for every other fact
  /// @param placed whether it holds a place
  record Queued(Fact fact, @Nullable InboxTicket ticket, boolean placed, long sinceNanos) {}

  FactQueue(int capacity) {
    places = new Semaphore(capacity);
  }

  /// Queues a fact that is not a webhook's; false when it needs a place and there is none.
  boolean offer(Fact fact, long nanos) {
    boolean placed = needsPlace(fact);
    if (placed && !reserve(1)) {
      return false;
    }
    queue.add(new Queued(fact, null, placed, nanos));
    return true;
  }

  /// Takes places for the facts of a webhook before it is stored.
  boolean reserve(int count) {
    if (places.tryAcquire(count)) {
      return true;
    }
    refused.incrementAndGet();
    return false;
  }

  /// Gives places back that were not used.
  void giveBack(int count) {
    places.release(count);
  }

  /// Queues a webhook's fact; `placed` when [#reserve] took a place for it.
  void add(Fact fact, InboxTicket ticket, boolean placed, long nanos) {
    queue.add(new Queued(fact, ticket, placed, nanos));
  }

  /// Moves waiting facts into `batch`, at most `limit`; waits up to `timeoutNanos` for the first.
  void take(List<Queued> batch, int limit, long timeoutNanos) throws InterruptedException {
    Queued first = queue.poll(timeoutNanos, TimeUnit.NANOSECONDS);
    if (first != null) {
      batch.add(first);
      drain(batch, limit - 1);
      freePlaces(batch);
    }
  }

  /// The same without waiting.
  void takeNow(List<Queued> batch, int limit) {
    drain(batch, limit);
    freePlaces(batch);
  }

  int size() {
    return queue.size();
  }

  long refused() {
    return refused.get();
  }

  /// How long the oldest fact has waited, 0 when none does.
  long lagNanos(long nanos) {
    Queued oldest = queue.peek();
    return oldest == null ? 0 : Math.max(0, nanos - oldest.sinceNanos());
  }

  private void drain(List<Queued> batch, int limit) {
    if (limit > 0) {
      queue.drainTo(batch, limit);
    }
  }

  private void freePlaces(List<Queued> batch) {
    int placed = 0;
    for (Queued queued : batch) {
      placed += queued.placed() ? 1 : 0;
    }
    places.release(placed);
  }

  private static boolean needsPlace(Fact fact) {
    return switch (fact) {
      case Fact.FromGraph _, Fact.FromMedia _, Fact.FromSettings _, Fact.FromPermission _ -> false;
      // Lost, it would end a call that is paid for.
      case Fact.MinuteStored _ -> false;
      // Seldom, and as good as a setting.
      case Fact.LimitsSet _ -> false;
      // Comes when the places are taken.
      case Fact.AdmissionSet _ -> false;
      // Lost, it would leave a call ringing for nobody.
      case Fact.PushRefused _ -> false;
      case Fact.AgentDisconnected _, Fact.AgentLegDown _ -> false;
      case Fact.FromAgent _, Fact.FromMeta _, Fact.Requested _ -> true;
    };
  }
}
