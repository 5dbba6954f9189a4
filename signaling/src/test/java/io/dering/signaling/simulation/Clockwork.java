package io.dering.signaling.simulation;

import io.dering.signaling.switchboard.Stage;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/// True time, what is going to happen, and the dice. True time is what a monotonic clock measures;
/// no actor can step it.
final class Clockwork {
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final Map<Mishap, Integer> mishaps = new EnumMap<>(Mishap.class);
  private final SplittableRandom random;
  private long nextSequence;
  private long nowMs;
  private long morningMs;
  private Instant now = Stage.START;

  private record Event(long atMs, long sequence, Runnable action) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(atMs, other.atMs);
      return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }
  }

  /// What went wrong on purpose; counted, because a fault that never comes proves nothing.
  enum Mishap {
    WEBHOOK_REPEATED,
    WEBHOOK_LATE,
    WEBHOOK_NOT_TAKEN,
    WEBHOOK_LOST,
    WEBHOOK_FORGED,
    GRAPH_ANSWER_LOST,
    GRAPH_REFUSED,
    CONNECT_ANSWER_LOST,
    CONNECT_REFUSED,
    PERMISSION_NOT_READ,
    PERMISSION_REFUSED,
    OFFER_NOT_MADE,
    ANSWER_REFUSED,
    TOP_UP_REPEATED,
    TOP_UP_CONTRADICTED,
    ASK_REFUSED,
    ASK_ANSWER_LOST,
    NIGHT,
    TOP_UP_NOT_ANSWERED,
    MONEY_SHORT,
    MONEY_IN_MID_CALL,
    LEG_FAILED,
    OFFER_REFUSED,
    SOCKET_LOST,
    AGENT_LEG_LOST,
    AGENT_LEG_QUIET,
    PAGE_FROZEN,
    ACCEPTED_TWICE,
    NUMBER_CHANGED,
    GROUPS_CHANGED,
    CHANNEL_CHANGED,
    PUSH_REFUSED,
    SECOND_TAB,
    STORE_SLOW,
    STORE_FAILED,
    COMMIT_ANSWER_LOST,
    KILLED,
    CLOCK_STEPPED
  }

  Clockwork(SplittableRandom random) {
    this.random = random;
  }

  Instant now() {
    return now;
  }

  long nowMs() {
    return nowMs;
  }

  void after(long delayMs, Runnable action) {
    events.add(new Event(nowMs + delayMs, nextSequence++, action));
  }

  /// When the next thing happens, `Long.MAX_VALUE` if nothing ever does.
  long nextMs() {
    Event next = events.peek();
    return next == null ? Long.MAX_VALUE : next.atMs();
  }

  void moveTo(long atMs) {
    Claim.that(atMs >= nowMs, "time runs backwards");
    if (atMs != nowMs) {
      nowMs = atMs;
      now = Stage.START.plusMillis(atMs);
    }
  }

  /// Lets the next thing happen.
  void tick() {
    Event event = events.remove();
    moveTo(event.atMs());
    event.action().run();
  }

  /// From now on whoever does something unasked sleeps, for so long: windows of a day and of a week
  /// roll on, and little happens meanwhile.
  void sleep(long nightMs) {
    count(Mishap.NIGHT);
    morningMs = nowMs + nightMs;
  }

  boolean isNight() {
    return nowMs < morningMs;
  }

  /// Until everybody is up again, one after the other.
  long untilMorningMs() {
    return Math.max(0, morningMs - nowMs) + upTo(10_000);
  }

  int upTo(int bound) {
    return random.nextInt(bound);
  }

  boolean chance(int percent) {
    return percent > 0 && random.nextInt(100) < percent;
  }

  boolean rarely(int inHundredThousand) {
    return inHundredThousand > 0 && random.nextInt(100_000) < inHundredThousand;
  }

  SplittableRandom split() {
    return random.split();
  }

  void count(Mishap mishap) {
    mishaps.merge(mishap, 1, Integer::sum);
  }

  Map<Mishap, Integer> mishaps() {
    return mishaps;
  }
}
