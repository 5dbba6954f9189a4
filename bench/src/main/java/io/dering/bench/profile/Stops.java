package io.dering.bench.profile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// When the media thread had its core and did nothing for a while that it is known to do: no system
/// call, no fault of a page, no switch to another thread. A packet takes some microseconds, so a
/// millisecond in one piece is an interrupt's, the host's of a virtual machine, or that of somebody
/// whom the core had to wait for. Who that is shows who ran then, on whatever core, and hardly at
/// other times. Apart from these: when it was ready and another thread had its core.
///
/// Rather too few are found than too many: what it does after a page fault is not looked at until
/// its next system call returns.
final class Stops {
  static final Duration LEAST = Duration.ofMillis(1);

  /// What ends this long before a stop or begins this long after it may still be its cause.
  static final Duration NEAR = Duration.ofMillis(3);

  private final Map<Integer, Piece> threads = new HashMap<>();
  private final Map<Integer, Long> running = new HashMap<>();
  private final Map<String, List<Span>> runs = new HashMap<>();
  private final boolean faultsKnown;
  private final List<Span> stops = new ArrayList<>();
  private final Map<String, Wait> waits = new HashMap<>();
  private long first = -1;
  private long last;

  /// @param media the threads that are looked at
  /// @param faultsKnown whether page faults are among the events; without them some stops are
  ///   faults
  Stops(Set<Integer> media, boolean faultsKnown) {
    this.faultsKnown = faultsKnown;
    media.forEach(tid -> threads.put(tid, new Piece()));
  }

  /// By the clock of the trace.
  private record Span(long from, long to) {
    /// By the other's middle, so that a long one is near by chance as seldom as a short one.
    boolean isNear(Span other) {
      long middle = other.from + (other.to - other.from) / 2;
      return from - NEAR.toNanos() <= middle && middle <= to + NEAR.toNanos();
    }
  }

  /// What a media thread is at.
  private static final class Piece {
    /// Since when it is in its own code; null while it is not, or nobody knows.
    private @Nullable Long since;

    private boolean inCall;

    /// Whether it was seen to enter a system call, or to return from one.
    private boolean known;

    /// Since when it is ready to run and does not; null while it runs or sleeps.
    private @Nullable Long ready;
  }

  /// A thread by its name.
  ///
  /// @param stops how many stops lie near one of its runs
  /// @param share of all time that lies near one of its runs: how many of the stops would by chance
  record Neighbour(String name, long stops, double share) {}

  /// How often the media thread was ready for [#LEAST] or more until a thread of that name left the
  /// core to it, and how long in all. Others may have had the core before that one.
  record Wait(String name, long times, long nanos) {
    Wait plus(Wait other) {
      return new Wait(name, times + other.times, nanos + other.nanos);
    }
  }

  /// @param seconds from the first event of anybody to the last
  /// @param faultsKnown whether none of the stops is a page fault
  /// @param stops how many
  /// @param nanos all of them together
  /// @param longestNanos 0 without any
  /// @param neighbours near half of the stops or more and less than half of the time, the rarest
  ///   first
  /// @param waits the longest first
  record Found(
      double seconds,
      boolean faultsKnown,
      int stops,
      long nanos,
      long longestNanos,
      List<Neighbour> neighbours,
      List<Wait> waits) {
    Found {
      neighbours = List.copyOf(neighbours);
      waits = List.copyOf(waits);
    }
  }

  /// The next event of any core, in the order of time.
  void add(TraceLine line) {
    if (first < 0) {
      first = line.nanos();
    }
    last = line.nanos();
    if (line.event().equals("sched_switch")) {
      switched(line);
      return;
    }
    if (line.event().equals("sched_wakeup")) {
      Piece woken = threads.get(number(line.field("pid")));
      // One that is woken a second time has been ready since the first.
      if (woken != null && woken.ready == null) {
        woken.ready = line.nanos();
      }
      return;
    }
    Piece piece = threads.get(line.thread());
    if (piece == null) {
      return;
    }
    ends(piece, line.nanos());
    switch (line.event()) {
      case "sys_enter" -> {
        piece.known = true;
        piece.inCall = true;
      }
      case "sys_exit" -> {
        piece.known = true;
        piece.inCall = false;
        piece.since = line.nanos();
      }
      // The fault's own time is no stop: what follows begins with the next event.
      default -> {}
    }
  }

  private void switched(TraceLine line) {
    int leaves = number(line.field("prev_pid"));
    int comes = number(line.field("next_pid"));
    Long since = running.remove(leaves);
    if (since != null) {
      String name = line.between("prev_comm=", " prev_pid=");
      runs.computeIfAbsent(name, _ -> new ArrayList<>()).add(new Span(since, line.nanos()));
    }
    Piece left = threads.get(leaves);
    if (left != null) {
      ends(left, line.nanos());
      left.ready = line.field("prev_state").startsWith("R") ? line.nanos() : null;
    }
    Piece come = threads.get(comes);
    if (come != null) {
      waited(come, line);
      come.since = come.inCall || !come.known ? null : line.nanos();
    } else if (comes != 0) {
      running.put(comes, line.nanos());
    }
  }

  private void waited(Piece piece, TraceLine line) {
    Long ready = piece.ready;
    if (ready != null && line.nanos() - ready >= LEAST.toNanos()) {
      String other = line.between("prev_comm=", " prev_pid=");
      waits.merge(other, new Wait(other, 1, line.nanos() - ready), Wait::plus);
    }
    piece.ready = null;
  }

  private void ends(Piece piece, long now) {
    Long since = piece.since;
    if (since != null && now - since >= LEAST.toNanos()) {
      stops.add(new Span(since, now));
    }
    piece.since = null;
  }

  Found found() {
    List<Neighbour> neighbours =
        runs.entrySet().stream()
            .map(one -> neighbour(one.getKey(), one.getValue()))
            .filter(one -> !stops.isEmpty() && 2 * one.stops() >= stops.size() && one.share() < 0.5)
            .sorted(Comparator.comparingDouble(Neighbour::share))
            .toList();
    return new Found(
        (last - first) / 1e9,
        faultsKnown,
        stops.size(),
        stops.stream().mapToLong(stop -> stop.to() - stop.from()).sum(),
        stops.stream().mapToLong(stop -> stop.to() - stop.from()).max().orElse(0),
        neighbours,
        waits.values().stream().sorted(Comparator.comparingLong(Wait::nanos).reversed()).toList());
  }

  private Neighbour neighbour(String name, List<Span> its) {
    List<Span> sorted = its.stream().sorted(Comparator.comparingLong(Span::from)).toList();
    long near = 0;
    long covered = first;
    for (Span run : sorted) {
      long from = Math.max(covered, run.from() - NEAR.toNanos());
      long to = Math.min(last, run.to() + NEAR.toNanos());
      near += Math.max(0, to - from);
      covered = Math.max(covered, to);
    }
    long hits =
        stops.stream().filter(stop -> sorted.stream().anyMatch(run -> run.isNear(stop))).count();
    return new Neighbour(name, hits, (double) near / Math.max(1, last - first));
  }

  private static int number(String field) {
    return field.isEmpty() ? -1 : Integer.parseInt(field);
  }
}
