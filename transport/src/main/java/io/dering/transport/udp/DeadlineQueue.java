package io.dering.transport.udp;

import io.dering.media.time.Deadline;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A binary heap of slots by deadline. A slot stands in it at most once and knows its place, so
/// that moving it allocates nothing.
///
/// Lazy on purpose: a deadline that moves later stays where it is until it comes up; packets push
/// the silence deadline back a hundred times a second and must not pay for the heap each time.
final class DeadlineQueue {
  private @Nullable LegSlot[] heap = new LegSlot[64];
  private int size;

  /// Makes sure that the slot comes up no later than `deadlineNanos`.
  void atLatest(LegSlot slot, long deadlineNanos) {
    if (deadlineNanos == Deadline.NEVER) {
      return;
    }
    if (slot.heapIndex < 0) {
      if (size == heap.length) {
        heap = Arrays.copyOf(heap, size * 2);
      }
      slot.queuedNanos = deadlineNanos;
      place(slot, size++);
      up(slot.heapIndex);
    } else if (deadlineNanos - slot.queuedNanos < 0) {
      slot.queuedNanos = deadlineNanos;
      up(slot.heapIndex);
    }
  }

  /// Takes out the slot that is due, or returns null.
  @Nullable LegSlot poll(long nowNanos) {
    LegSlot first = size == 0 ? null : heap[0];
    if (first == null || first.queuedNanos - nowNanos > 0) {
      return null;
    }
    remove(first);
    return first;
  }

  long nextNanos() {
    LegSlot first = size == 0 ? null : heap[0];
    return first == null ? Deadline.NEVER : first.queuedNanos;
  }

  void remove(LegSlot slot) {
    int index = slot.heapIndex;
    if (index < 0) {
      return;
    }
    slot.heapIndex = -1;
    size--;
    LegSlot last = at(size);
    heap[size] = null;
    if (last != slot) {
      place(last, index);
      up(index);
      down(last.heapIndex);
    }
  }

  int size() {
    return size;
  }

  private void up(int from) {
    int index = from;
    LegSlot slot = at(index);
    while (index > 0) {
      LegSlot parent = at((index - 1) >>> 1);
      if (slot.queuedNanos - parent.queuedNanos >= 0) {
        break;
      }
      int parentIndex = parent.heapIndex;
      place(parent, index);
      index = parentIndex;
    }
    place(slot, index);
  }

  private void down(int from) {
    int index = from;
    LegSlot slot = at(index);
    while (2 * index + 1 < size) {
      int child = 2 * index + 1;
      if (child + 1 < size && at(child + 1).queuedNanos - at(child).queuedNanos < 0) {
        child++;
      }
      LegSlot below = at(child);
      if (below.queuedNanos - slot.queuedNanos >= 0) {
        break;
      }
      place(below, index);
      index = child;
    }
    place(slot, index);
  }

  private LegSlot at(int index) {
    LegSlot slot = heap[index];
    if (slot == null) {
      throw new IllegalStateException("hole in the deadline heap at " + index);
    }
    return slot;
  }

  private void place(LegSlot slot, int index) {
    heap[index] = slot;
    slot.heapIndex = index;
  }
}
