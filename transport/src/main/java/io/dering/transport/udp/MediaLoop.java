package io.dering.transport.udp;

import io.dering.media.dtls.DtlsEngines;
import io.dering.media.dtls.HandshakeBudget;
import io.dering.media.leg.LegStats;
import io.dering.media.srtp.SrtpScratch;
import io.dering.media.stun.StunPeek;
import io.dering.media.time.Deadline;
import io.netty.channel.IoEventLoop;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that owns every leg: routes datagrams, keeps deadlines, hops tasks in.
final class MediaLoop {
  private static final Logger log = LoggerFactory.getLogger(MediaLoop.class);

  /// The largest datagram taken; RTP and RTCP beyond an Ethernet frame are not ours.
  static final int MAX_DATAGRAM_LENGTH = 1500;

  /// Room behind a datagram for authentication tags.
  static final int TRAILER_ROOM = 64;

  /// Alarms ring on a grid of this many nanoseconds: hundreds of frames of silence that are due one
  /// after the other share a wake-up and a flush. More saves more wake-ups, less sends frames of
  /// our own nearer to their time.
  private static final long ALARM_STEP_NANOS = 1_000_000;

  /// While datagrams come in a stream, each turn sees to what is due, and the alarm rings only for
  /// when they stop: so much later. More saves wake-ups, less makes the first of our own frames
  /// more punctual when hundreds of peers fall silent at once.
  private static final long BACKSTOP_NANOS = 8_000_000;

  private final IoEventLoop eventLoop;
  private final DtlsEngines dtls;
  private final HandshakeBudget handshakes;
  private final LongSupplier nanoClock;
  private final byte[] scratch = new byte[MAX_DATAGRAM_LENGTH + TRAILER_ROOM];
  private final SrtpScratch srtpScratch = new SrtpScratch();
  private final Map<String, LegSlot> byUfrag = new HashMap<>();
  private final DeadlineQueue deadlines = new DeadlineQueue();
  private final DatagramStream stream = new DatagramStream();
  private final List<MediaSocket> dirty = new ArrayList<>();
  private final Totals totals = new Totals();

  private final RealTimePriority priority;

  private final Alarm alarm;

  /// Tasks that were given, or are about to be, and have not begun.
  private final AtomicInteger tasksWaiting = new AtomicInteger();

  /// How many ports Netty watches for this loop. The first is opened by another thread.
  private final AtomicInteger openPorts = new AtomicInteger();

  private long turnNanos;

  private long armedNanos = Deadline.NEVER;
  private long worstLateNanos;
  private int engines;
  private @Nullable Runnable whenNoEngineIsLeft;

  /// @param budget the loop's own from now on
  /// @param priority the loop's own from now on
  MediaLoop(
      IoEventLoop eventLoop,
      DtlsEngines dtls,
      HandshakeBudget budget,
      RealTimePriority priority,
      LongSupplier nanoClock) {
    this(eventLoop, dtls, budget, priority, nanoClock, rang -> Alarm.of(eventLoop, rang));
  }

  /// @param alarm made from what it tells when it rings
  MediaLoop(
      IoEventLoop eventLoop,
      DtlsEngines dtls,
      HandshakeBudget budget,
      RealTimePriority priority,
      LongSupplier nanoClock,
      Function<Runnable, Alarm> alarm) {
    this.eventLoop = eventLoop;
    this.dtls = dtls;
    this.handshakes = budget;
    this.priority = priority;
    this.nanoClock = nanoClock;
    this.alarm = alarm.apply(this::rang);
  }

  DtlsEngines dtls() {
    return dtls;
  }

  HandshakeBudget handshakes() {
    return handshakes;
  }

  /// Shared by the legs of this loop: it holds nothing between packets.
  SrtpScratch srtpScratch() {
    return srtpScratch;
  }

  IoEventLoop eventLoop() {
    return eventLoop;
  }

  /// The instant of the present turn.
  long turnNanos() {
    return turnNanos;
  }

  Totals totals() {
    return totals;
  }

  /// A copy: closing a leg takes it out.
  List<LegSlot> slots() {
    return List.copyOf(byUfrag.values());
  }

  /// Runs a task on the loop with its instant, then looks at the slot's deadline anew.
  void run(@Nullable LegSlot slot, LongConsumer task) {
    tasksWaiting.incrementAndGet();
    try {
      eventLoop.execute(() -> {
        tasksWaiting.decrementAndGet();
        turnBegan();
        if (slot == null) {
          work(task);
        } else {
          work(slot, task);
        }
        turnEnded();
      });
    } catch (RejectedExecutionException e) {
      tasksWaiting.decrementAndGet();
      log.debug("task after the media loop has stopped");
    }
  }

  void open(LegSlot slot, Iterable<InetSocketAddress> expected, long nowNanos) {
    byUfrag.put(slot.leg().localUfrag(), slot);
    for (InetSocketAddress remote : expected) {
      slot.claim(remote);
    }
    slot.leg().start(nowNanos, slot);
    touch(slot);
  }

  /// Where a datagram lies while it is worked on.
  byte[] room() {
    return scratch;
  }

  /// STUN by its first byte (RFC 7983 §7).
  static boolean isStun(byte first) {
    return (first & 0xFF) < 4;
  }

  /// A datagram that belongs to no leg.
  void stranger() {
    totals.strangers++;
  }

  /// The datagram that stands in [#room].
  ///
  /// @param known whose address it comes from
  void datagram(MediaSocket socket, int length, InetSocketAddress from, @Nullable LegSlot known) {
    boolean stun = isStun(scratch[0]);
    LegSlot slot = stun ? checked(socket, length, known) : known;
    if (slot == null) {
      stranger();
      return;
    }
    try {
      slot.receive(scratch, length, from, turnNanos);
      if (stun && !slot.leg().closed() && slot.leg().owns(from)) {
        slot.claim(from);
      }
      touch(slot);
    } catch (RuntimeException defect) {
      abandon(slot, defect);
    }
  }

  /// A check that names one of our username fragments goes to that leg; anything else by address.
  private @Nullable LegSlot checked(MediaSocket socket, int length, @Nullable LegSlot known) {
    String ufrag = StunPeek.localUfrag(scratch, 0, length);
    if (ufrag == null) {
      return known;
    }
    LegSlot named = byUfrag.get(ufrag);
    return named != null && named.socket == socket ? named : null;
  }

  /// The slot's deadline may have changed.
  void touch(LegSlot slot) {
    if (!slot.leg().closed()) {
      // What was due before anybody could know of it, as the first frame of a leg that has just
      // become ready, is due now and not late.
      long next = slot.nextDeadlineNanos();
      deadlines.atLatest(slot, Deadline.isDue(next, turnNanos) ? turnNanos : next);
    }
  }

  /// There is input: a task, or what one read brought. All of it is of this instant.
  void turnBegan() {
    turnNanos = nanoClock.getAsLong();
  }

  /// The input is a read of a port.
  ///
  /// @param datagrams how many; none: it has waited in vain
  void turnBeganWithRead(int datagrams) {
    turnBegan();
    stream.read(datagrams, turnNanos);
  }

  /// Whether datagrams come in a stream that will go on.
  boolean inStream() {
    return stream.flows(turnNanos);
  }

  /// Input has been worked off: see to what is due by now, send what was made, sleep until the next
  /// deadline.
  void turnEnded() {
    advanceWhatIsDue();
    for (MediaSocket socket : dirty) {
      socket.flush();
    }
    dirty.clear();
    arm();
    priority.turn(turnNanos);
  }

  /// Whether there is but one port, and nobody has a task for the loop.
  boolean nothingElseToDo() {
    return openPorts.get() == 1 && tasksWaiting.get() == 0;
  }

  void portOpened() {
    openPorts.incrementAndGet();
  }

  void portClosed() {
    openPorts.decrementAndGet();
  }

  void flushLater(MediaSocket socket) {
    dirty.add(socket);
  }

  /// Carries out a task of one slot; a defect in it ends that slot's leg and nothing else.
  void work(LegSlot slot, LongConsumer task) {
    try {
      task.accept(turnNanos);
      touch(slot);
    } catch (RuntimeException defect) {
      abandon(slot, defect);
    }
  }

  private void work(LongConsumer task) {
    try {
      task.accept(turnNanos);
    } catch (RuntimeException defect) {
      totals.defects++;
      log.error("a task of the media loop failed", defect);
    }
  }

  /// The smallest owner dies: the leg in whose turn a defect of ours showed. Logged once for each
  /// leg, so that a peer who knows how to cause it cannot fill the log with one.
  private void abandon(LegSlot slot, RuntimeException defect) {
    totals.defects++;
    log.error("a leg is given up after a defect", defect);
    try {
      slot.leg().abandon(slot);
    } catch (RuntimeException again) {
      log.error("its owner could not be told", again);
    }
    closed(slot);
  }

  /// Lets go of a slot whose leg is closed; once, however often it is told.
  void closed(LegSlot slot) {
    if (slot.disposed()) {
      return;
    }
    byUfrag.remove(slot.leg().localUfrag(), slot);
    deadlines.remove(slot);
    if (slot.call != null) {
      slot.call.lost(slot, turnNanos);
    }
    totals.add(slot.handle.side(), slot.leg().stats());
    slot.dispose();
  }

  /// The system has not taken a datagram.
  void sendRefused() {
    totals.sendFailures++;
  }

  void socketFailed(Throwable cause) {
    totals.sendFailures++;
    log.debug("datagram not sent or received: {}", cause.getClass().getSimpleName());
  }

  void engineOpened() {
    engines++;
  }

  void engineEnded() {
    engines--;
    if (engines == 0 && whenNoEngineIsLeft != null) {
      whenNoEngineIsLeft.run();
    }
  }

  /// Told when the last DTLS engine has said its last word: at once when there is none.
  void whenNoEngineIsLeft(Runnable told) {
    whenNoEngineIsLeft = told;
    if (engines == 0) {
      told.run();
    }
  }

  int legs() {
    return byUfrag.size();
  }

  /// Of this thread.
  MediaTotals.Priority priority() {
    return priority.totals();
  }

  /// How late something that was due was come to, at worst, since this was last asked.
  long takeWorstLateNanos() {
    long worst = worstLateNanos;
    worstLateNanos = 0;
    return worst;
  }

  private void rang() {
    armedNanos = Deadline.NEVER;
    turnBegan();
    turnEnded();
  }

  private void advanceWhatIsDue() {
    for (LegSlot slot = deadlines.poll(turnNanos); slot != null; slot = deadlines.poll(turnNanos)) {
      worstLateNanos = Math.max(worstLateNanos, turnNanos - slot.queuedNanos);
      work(slot, slot.advance);
      if (slot.heapIndex >= 0 && slot.queuedNanos - turnNanos <= 0) {
        // Still due after it was advanced: take it up next turn rather than spin here.
        break;
      }
    }
  }

  private void arm() {
    long next = deadlines.nextNanos();
    if (next == Deadline.NEVER) {
      return;
    }
    long lateNanos = inStream() ? BACKSTOP_NANOS : 0;
    long ringNanos = next + Math.floorMod(-next, ALARM_STEP_NANOS) + lateNanos;
    if (armedNanos == Deadline.NEVER || ringNanos - armedNanos < 0) {
      armedNanos = ringNanos;
      alarm.ringIn(Math.max(0, ringNanos - nanoClock.getAsLong()));
    }
  }

  /// What closed legs counted, by side, and what belonged to no leg.
  static final class Totals {
    private final Map<LegSide, LegStats> closed = new EnumMap<>(LegSide.class);

    /// Authentic RTP packets of all legs, those that are gone and those that are here.
    long packetsIn;

    long strangers;
    long sendFailures;
    long defects;

    void add(LegSide side, LegStats leg) {
      of(side).add(leg);
    }

    LegStats of(LegSide side) {
      return closed.computeIfAbsent(side, _ -> new LegStats());
    }
  }
}
