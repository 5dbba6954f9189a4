package io.dering.gateway.recordings;

import io.dering.signaling.activity.RoomRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks Meta for every recording that is due, a few at a time, and takes away those whose time is
/// up.
public final class Fetcher implements Runnable, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Fetcher.class);

  /// Downloads side by side. More empties a long queue sooner, and takes more of the line from
  /// calls.
  private static final int AT_ONCE = 4;

  private static final int REMOVED_AT_ONCE = 200;

  /// How long without a signal until it looks all the same.
  private static final Duration LOOK_EVERY = Duration.ofSeconds(30);

  private final RecordingBook book;
  private final MetaMedia meta;
  private final RecordingFolder folder;
  private final RecordingLimits limits;
  private final Sources sources;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition woken = lock.newCondition();
  private boolean signalled;
  private volatile boolean stopped;

  /// What it works with.
  ///
  /// @param told hears of each end once it is durable
  /// @param meter counts attempts
  public record Sources(
      Executor blocking, InstantSource clock, Consumer<RoomRecord> told, RecordingMeter meter) {}

  public Fetcher(
      RecordingBook book,
      MetaMedia meta,
      RecordingFolder folder,
      RecordingLimits limits,
      Sources sources) {
    this.book = book;
    this.meta = meta;
    this.folder = folder;
    this.limits = limits;
    this.sources = sources;
  }

  /// Sets out, with what the last process left.
  public void start() {
    Thread.ofVirtual().name("dering-recordings").start(this);
  }

  /// There may be something new: look now.
  public void wake() {
    lock.lock();
    try {
      signalled = true;
      woken.signal();
    } finally {
      lock.unlock();
    }
  }

  /// What is on its way is asked for again by the next process.
  @Override
  public void close() {
    stopped = true;
    wake();
    meta.close();
  }

  @Override
  public void run() {
    try {
      removeStrays();
    } catch (IOException | RuntimeException e) {
      LOG.warn("Files without a message stay in the data folder: {}", e.getClass().getSimpleName());
    }
    while (!stopped) {
      Duration wait;
      try {
        wait = round();
      } catch (RuntimeException e) {
        // The store is busy or gone; recordings stay due.
        LOG.warn("Recordings wait: {}", e.getClass().getSimpleName());
        wait = LOOK_EVERY;
      }
      if (!await(wait)) {
        return;
      }
    }
  }

  /// Brings what is due and removes what is old.
  ///
  /// @return how long until something is due
  Duration round() {
    Instant now = sources.clock().instant();
    removeOld(now);
    List<Recording> due = book.due(now, AT_ONCE);
    CompletableFuture.allOf(
            due.stream()
                .map(each -> CompletableFuture.runAsync(() -> bring(each), sources.blocking()))
                .toArray(CompletableFuture[]::new))
        .join();
    if (!due.isEmpty()) {
      return Duration.ZERO;
    }
    return book.nextDue()
        .map(next -> Duration.between(now, next))
        .filter(wait -> wait.compareTo(LOOK_EVERY) < 0)
        .orElse(LOOK_EVERY);
  }

  private void bring(Recording recording) {
    if (stopped) {
      return;
    }
    Fetched fetched =
        book.bytesKept() >= limits.diskBytes()
            ? new Fetched.Failed(Fetched.Reason.DISK_LIMIT)
            : meta.fetch(recording);
    if (stopped && fetched instanceof Fetched.Failed) {
      return;
    }
    Instant now = sources.clock().instant();
    switch (fetched) {
      case Fetched.There(String type, long size) -> {
        end(
            new RoomRecord.MediaKept(
                now, recording.account(), recording.room(), recording.message(), type, size));
        sources.meter().attempted(RecordingOutcome.KEPT);
      }
      case Fetched.Failed(Fetched.Reason reason) -> failed(recording, reason, now);
    }
  }

  private void failed(Recording recording, Fetched.Reason reason, Instant now) {
    Optional<Instant> again = Patience.next(recording, reason, now);
    LOG.warn(
        "Recording {} is not there: {}, attempt {}, {}",
        recording.id(),
        reason.code(),
        recording.attempts() + 1,
        again.isPresent() ? "asked for again" : "given up");
    sources
        .meter()
        .attempted(again.isPresent() ? RecordingOutcome.POSTPONED : RecordingOutcome.GIVEN_UP);
    if (again.isPresent()) {
      book.postponed(recording, reason.code(), again.get()).join();
    } else {
      end(
          new RoomRecord.MediaLost(
              now, recording.account(), recording.room(), recording.message(), reason.code()));
    }
  }

  private void end(RoomRecord end) {
    book.ended(end).join();
    sources.told().accept(end);
  }

  /// The file goes first: a row without a file is put right by the next round, a file without a row
  /// would stay.
  private void removeOld(Instant now) {
    for (Recording old : book.keptUntil(now.minus(limits.retention()), REMOVED_AT_ONCE)) {
      try {
        folder.remove(old.id());
        book.expired(old).join();
      } catch (IOException e) {
        LOG.warn("Recording {} cannot be removed: {}", old.id(), e.getClass().getSimpleName());
      }
    }
  }

  /// A file whose row a crash has kept from being written is asked for again under the same name;
  /// one that nobody knows is nobody's.
  void removeStrays() throws IOException {
    for (String stray : book.unknown(folder.ids())) {
      folder.remove(stray);
    }
  }

  /// @return false when it is to end
  private boolean await(Duration wait) {
    lock.lock();
    try {
      long nanos = wait.toNanos();
      while (!stopped && nanos > 0 && !signalled) {
        nanos = woken.awaitNanos(nanos);
      }
      signalled = false;
      return !stopped;
    } catch (InterruptedException _) {
      return false;
    } finally {
      lock.unlock();
    }
  }
}
