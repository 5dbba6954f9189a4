package io.dering.media.net;

import io.dering.media.time.Deadline;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// The inside of a relay that stands in a path of real sockets: a [Line] each way and what is under
/// way on them. Time is an argument and nothing is sent here: a shell (`UdpRelay` of transport's
/// tests) hands in what it received and sends what has come due.
///
/// The same seed and the same datagrams at the same instants have the same fate.
///
/// @param <T> whose flow a datagram belongs to; only handed back
public final class RelayCore<T> {
  /// Seen from whom the relay was put before.
  public enum Direction {
    OUT,
    BACK
  }

  /// A datagram at the relay's far end.
  // Compared by no one: the queue asks for time and sequence alone.
  @SuppressWarnings("ArrayRecordComponent")
  public record Leaving<T>(
      Direction direction, T flow, byte[] datagram, long atNanos, long sequence) {}

  /// More under way than a path of two seconds at 10,000 packets/s holds is a shell that does not
  /// poll.
  private static final int MAX_UNDER_WAY = 20_000;

  private final Line out;
  private final Line back;
  private final PriorityQueue<Leaving<T>> underWay = new PriorityQueue<>(RelayCore::compare);
  private long sequence;

  public RelayCore(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    out = new Line(random.split());
    back = new Line(random.split());
  }

  public Line line(Direction direction) {
    return direction == Direction.OUT ? out : back;
  }

  /// Both ways.
  public void conditions(Conditions next) {
    out.conditions(next);
    back.conditions(next);
  }

  /// Both ways, until this instant. What is under way arrives.
  public void cutUntil(long nanos) {
    out.cutUntil(nanos);
    back.cutUntil(nanos);
  }

  /// @param datagram kept, not copied
  public void enter(Direction direction, T flow, byte[] datagram, long nowNanos) {
    Line.Fate fate = line(direction).carry(nowNanos);
    if (fate.copies() > 0) {
      post(new Leaving<>(direction, flow, datagram, fate.firstNanos(), sequence++));
    }
    if (fate.copies() > 1) {
      post(new Leaving<>(direction, flow, datagram, fate.secondNanos(), sequence++));
    }
  }

  /// The next datagram that is due by now; null when none is.
  public @Nullable Leaving<T> poll(long nowNanos) {
    Leaving<T> first = underWay.peek();
    return first != null && first.atNanos - nowNanos <= 0 ? underWay.poll() : null;
  }

  /// When [#poll] has something; [Deadline#NEVER] when nothing is under way.
  public long nextNanos() {
    Leaving<T> first = underWay.peek();
    return first == null ? Deadline.NEVER : first.atNanos;
  }

  private void post(Leaving<T> leaving) {
    if (underWay.size() == MAX_UNDER_WAY) {
      throw new IllegalStateException("nobody polls the relay");
    }
    underWay.add(leaving);
  }

  private static int compare(Leaving<?> a, Leaving<?> b) {
    long byTime = a.atNanos - b.atNanos;
    return byTime != 0 ? Long.signum(byTime) : Long.compare(a.sequence, b.sequence);
  }
}
