package io.dering.bench.profile;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Splits the time in which the media thread has its core, event by event. Only that time counts:
/// while another thread runs nothing is added to any part. What an interrupt takes meanwhile is in
/// the part that it interrupts.
final class MediaTrace {
  private final Map<Integer, Loop> threads = new HashMap<>();
  private final Map<Part, Sum> sums = new EnumMap<>(Part.class);
  private long first = -1;
  private long last;
  private final Batches received = new Batches();
  private final Batches sent = new Batches();
  private long wakeUps;
  private long preempted;

  /// @param media the threads that are looked at
  MediaTrace(Set<Integer> media) {
    media.forEach(tid -> threads.put(tid, new Loop()));
  }

  /// What a part came to.
  ///
  /// @param times how often
  record Sum(long nanos, long times) {
    Sum plus(Sum other) {
      return new Sum(nanos + other.nanos, times + other.times);
    }
  }

  /// @param seconds from the first event of anybody to the last
  /// @param packets sent
  /// @param wakeUps from a sleep in epoll_wait or recvmmsg
  /// @param preempted how often another thread took the core
  /// @param received a batch, on average
  /// @param sent a batch, on average
  record Split(
      double seconds,
      long packets,
      long wakeUps,
      long preempted,
      double received,
      double sent,
      Map<Part, Sum> parts) {
    double microsPerPacket(Part part) {
      return parts.getOrDefault(part, new Sum(0, 0)).nanos() / 1e3 / Math.max(1, packets);
    }

    double microsPerPacket() {
      return parts.keySet().stream().mapToDouble(this::microsPerPacket).sum();
    }

    /// Of the core.
    double share() {
      return parts.values().stream().mapToLong(Sum::nanos).sum() / 1e9 / seconds;
    }
  }

  /// The next event, in the order of time.
  void add(TraceLine line) {
    if (first < 0) {
      first = line.nanos();
    }
    last = line.nanos();
    if (line.event().equals("sched_switch")) {
      Loop leaves = threads.get(number(line.field("prev_pid")));
      if (leaves != null) {
        leaves.leaves(line.nanos(), line.field("prev_state").startsWith("R"));
      }
      Loop comes = threads.get(number(line.field("next_pid")));
      if (comes != null) {
        comes.comes(line.nanos());
      }
      return;
    }
    Loop thread = threads.get(line.thread());
    if (thread != null) {
      if (line.event().startsWith("sys_enter_")) {
        thread.enters(line.nanos(), Call.of(line.event()));
      } else if (line.event().startsWith("sys_exit_")) {
        thread.returns(line.nanos(), Call.of(line.event()), line.answer());
      }
    }
  }

  Split split() {
    return new Split(
        (last - first) / 1e9,
        sent.packets,
        wakeUps,
        preempted,
        received.mean(),
        sent.mean(),
        Map.copyOf(sums));
  }

  private static int number(String field) {
    return field.isEmpty() ? -1 : Integer.parseInt(field);
  }

  /// What system calls of one kind carried.
  private static final class Batches {
    private long packets;
    private long calls;

    /// @param answer below 1: nothing was there, or nothing went
    void add(long answer) {
      if (answer > 0) {
        packets += answer;
        calls++;
      }
    }

    double mean() {
      return (double) packets / Math.max(1, calls);
    }
  }

  private enum Call {
    SEND,
    RECEIVE,
    WAIT,
    OTHER;

    static Call of(String event) {
      if (event.endsWith("_sendmmsg")) {
        return SEND;
      }
      if (event.endsWith("_recvmmsg")) {
        return RECEIVE;
      }
      return event.contains("_epoll_") ? WAIT : OTHER;
    }
  }

  /// One media thread. Nothing of it is counted before its first system call, since nobody knows
  /// what it was at.
  private final class Loop {
    private boolean known;
    private boolean runs;
    private long since;

    /// On the core since the last event that ends a part.
    private long stretch;

    /// The call that it is in; null in Java.
    private @Nullable Call inside;

    private boolean slept;

    /// The last call that says what Java does next.
    private Call after = Call.OTHER;

    /// Whether packets were read and nothing was sent since.
    private boolean inHand;

    void comes(long now) {
      runs = true;
      since = now;
    }

    void leaves(long now, boolean wouldGoOn) {
      pass(now);
      runs = false;
      if (wouldGoOn) {
        preempted++;
      } else if (inside == Call.WAIT || inside == Call.RECEIVE) {
        end(Part.ASLEEP);
        slept = true;
      }
    }

    void enters(long now, Call call) {
      pass(now);
      end(java(call));
      known = true;
      inside = call;
      slept = false;
    }

    void returns(long now, Call call, long answer) {
      pass(now);
      if (inside == null) {
        // It was in there before the trace began.
        stretch = 0;
        known = true;
      } else {
        ends(call, answer);
      }
      inside = null;
      if (call != Call.OTHER) {
        after = call;
        inHand = call == Call.RECEIVE && answer > 0;
      }
    }

    private void ends(Call call, long answer) {
      wakeUps += slept ? 1 : 0;
      switch (call) {
        case SEND -> {
          end(Part.SEND);
          sent.add(answer);
        }
        case RECEIVE -> {
          end(Part.RECEIVE);
          received.add(answer);
        }
        case WAIT -> end(slept ? Part.AWAKE : Part.LOOK);
        case OTHER -> end(Part.OTHER);
      }
    }

    /// What the Java was that ends with this call.
    private Part java(Call next) {
      boolean inTurn = after == Call.RECEIVE || after == Call.SEND;
      return inTurn && (inHand || next != Call.WAIT) ? Part.PACKETS : Part.LOOP;
    }

    /// Whoever makes a system call without having been seen to come has been there since nobody
    /// knows when: before the trace began, or since an event that was lost.
    private void pass(long now) {
      if (runs) {
        stretch += now - since;
      }
      runs = true;
      since = now;
    }

    private void end(Part part) {
      if (known) {
        sums.merge(part, new Sum(stretch, 1), Sum::plus);
      }
      stretch = 0;
    }
  }
}
