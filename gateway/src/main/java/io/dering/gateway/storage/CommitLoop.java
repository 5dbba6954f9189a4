package io.dering.gateway.storage;

import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that writes. It takes all that waits, runs it in one transaction, commits once,
/// and then completes the futures: a hundred writers wait for one fsync. When many commits follow
/// each other, each waits for its turn, and takes along what comes until then. A write that
/// contradicts what is stored fails alone: the rest of its group is committed.
final class CommitLoop implements Runnable {
  /// More makes the last of a burst wait longer for its commit, less makes more commits.
  static final int MAX_GROUP = 512;

  /// Between two tries to begin, after the database's own patience.
  private static final long BUSY_PAUSE_MS = 50;

  private static final Logger LOG = LoggerFactory.getLogger(CommitLoop.class);
  private static final String SAVE = "SAVEPOINT write";
  private static final String RELEASE = "RELEASE write";
  private static final String UNDO = "ROLLBACK TO write";

  private final Statements statements;
  private final Dialect dialect;
  private final Turn turn;
  private final BlockingQueue<Write> queue;
  private final Runnable everyPause;
  private final InstantSource clock;
  private final long pauseMs;
  private volatile boolean closing;
  private volatile boolean turnAwaited;
  private volatile @Nullable StoreFailure broken;

  /// When the next commit may begin.
  @FunctionalInterface
  interface Turn {
    void await() throws InterruptedException;
  }

  CommitLoop(
      Statements statements,
      int capacity,
      Turn turn,
      InstantSource clock,
      long pauseMs,
      Runnable everyPause) {
    this.statements = statements;
    this.turn = turn;
    this.dialect = statements.dialect();
    this.queue = new ArrayBlockingQueue<>(capacity);
    this.clock = clock;
    this.pauseMs = pauseMs;
    this.everyPause = everyPause;
  }

  /// Queues the write; its future fails at once when it cannot be taken.
  void submit(Write write) {
    StoreFailure failure = broken;
    if (failure != null) {
      write.done().completeExceptionally(failure);
    } else if (closing) {
      write.done().completeExceptionally(closed());
    } else if (!queue.offer(write)) {
      write
          .done()
          .completeExceptionally(
              new StoreFailure(StoreFailure.Kind.BUSY, "Too many writes wait for the disk."));
    } else if (closing || broken != null) {
      refuseQueued(); // The loop may have made its last round between the look and the offer.
    }
  }

  boolean healthy() {
    return broken == null && !closing;
  }

  /// Writes for the next commit; the one that waits for its turn is out of the queue already.
  int waiting() {
    return queue.size() + (turnAwaited ? 1 : 0);
  }

  /// Ends the loop after what waits now is committed.
  void close() {
    closing = true;
  }

  @Override
  public void run() {
    List<Write> group = new ArrayList<>(MAX_GROUP);
    Instant nextPause = clock.instant().plusMillis(pauseMs);
    try {
      while (broken == null) {
        Write first = queue.poll(closing ? 0 : Math.min(pauseMs, 100), TimeUnit.MILLISECONDS);
        if (first != null) {
          group.add(first);
          if (!closing && queue.size() < MAX_GROUP - 1) {
            awaitTurn();
          }
          queue.drainTo(group, MAX_GROUP - 1);
          commit(group);
          group.clear();
        } else if (closing) {
          return;
        }
        Instant now = clock.instant();
        if (now.isAfter(nextPause)) {
          nextPause = now.plusMillis(pauseMs);
          everyPause.run();
        }
      }
    } catch (InterruptedException _) {
      closing = true;
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      broken = defect(e);
      LOG.error("The store failed and takes nothing more: {}", e.getClass().getName());
    } finally {
      if (broken == null && !closing) {
        broken = defect(null); // An error that goes on; nobody may wait for this thread.
      }
      refuse(group);
      refuseQueued();
      closeStatements();
    }
  }

  private void awaitTurn() throws InterruptedException {
    turnAwaited = true;
    try {
      turn.await();
    } finally {
      turnAwaited = false;
    }
  }

  private void commit(List<Write> group) throws InterruptedException {
    List<Runnable> completions;
    try {
      completions = applied(group);
      statements.execute("COMMIT");
    } catch (SQLException e) {
      breakDown(e, group);
      return;
    }
    completions.forEach(Runnable::run);
  }

  /// The group inside a transaction, with what completes its futures after the commit. A savepoint
  /// around each write would double the trips to a database server, so only a group that has a
  /// write to undo gets them, when it is done again. Another process (a backup, a person with a
  /// shell) may hold a lock for longer than the database waits by itself. That ends by itself, so
  /// it breaks nothing but a close.
  private List<Runnable> applied(List<Write> group) throws SQLException, InterruptedException {
    boolean conflicts = false;
    while (true) {
      try {
        statements.execute(dialect.begin());
        List<Runnable> completions = new ArrayList<>(group.size());
        for (Write write : group) {
          completions.add(conflicts ? apply(write) : run(write));
        }
        statements.flush();
        return completions;
      } catch (StoreFailure conflict) {
        rollBack(conflict);
        conflicts = true;
      } catch (SQLException e) {
        if (!conflicts && dialect.isConflict(e)) {
          rollBack(e);
          conflicts = true;
        } else if (!closing && dialect.isBusy(e)) {
          rollBack(e);
          LOG.warn("Another process holds the database's write lock; {} writes wait", queue.size());
          TimeUnit.MILLISECONDS.sleep(BUSY_PAUSE_MS);
        } else {
          throw e;
        }
      }
    }
  }

  /// Runs one write so that it can be undone alone; returns what completes its future after the
  /// commit.
  private Runnable apply(Write write) throws SQLException {
    statements.execute(SAVE);
    try {
      Runnable completion = run(write);
      statements.flush();
      statements.execute(RELEASE);
      return completion;
    } catch (StoreFailure conflict) {
      return undo(write, conflict);
    } catch (SQLException e) {
      if (!dialect.isConflict(e)) {
        throw e;
      }
      return undo(
          write,
          new StoreFailure(StoreFailure.Kind.CONFLICT, "A record contradicts what is stored.", e));
    }
  }

  private Runnable run(Write write) throws SQLException {
    switch (write) {
      case Write.Append append -> {
        for (var record : append.records()) {
          statements.append(record);
        }
        for (long id : append.processed()) {
          statements.processed(id, append.at());
        }
        return () -> append.done().complete(null);
      }
      case Write.Receive receive -> {
        long id = statements.receive(receive.body(), receive.at());
        return () -> receive.done().complete(id);
      }
      case Write.Purge purge -> {
        int gone = statements.purge(purge.before(), purge.eventsBefore(), purge.limit());
        return () -> purge.done().complete(gone);
      }
      case Write.Work<?> work -> {
        return run(work);
      }
    }
  }

  private <T> Runnable run(Write.Work<T> work) throws SQLException {
    T result = statements.run(work.work());
    return () -> work.done().complete(result);
  }

  private Runnable undo(Write write, StoreFailure conflict) throws SQLException {
    statements.forget();
    statements.execute(UNDO);
    statements.execute(RELEASE);
    return () -> write.done().completeExceptionally(conflict);
  }

  private void breakDown(SQLException e, List<Write> group) {
    StoreFailure failure =
        new StoreFailure(
            StoreFailure.Kind.BROKEN,
            "The database cannot be written (%s); check the disk, then start again."
                .formatted(dialect.code(e)),
            e);
    broken = failure;
    rollBack(failure);
    group.forEach(write -> write.done().completeExceptionally(failure));
  }

  /// There may be nothing to roll back, when the transaction did not even begin.
  private void rollBack(Exception reason) {
    statements.forget();
    try {
      statements.execute("ROLLBACK");
    } catch (SQLException suppressed) {
      reason.addSuppressed(suppressed);
    }
  }

  private void refuseQueued() {
    List<Write> rest = new ArrayList<>();
    queue.drainTo(rest);
    refuse(rest);
  }

  /// What is done already stays as it is.
  private void refuse(List<Write> rest) {
    StoreFailure failure = broken;
    rest.forEach(write -> write.done().completeExceptionally(failure != null ? failure : closed()));
  }

  private void closeStatements() {
    try {
      statements.close();
    } catch (SQLException e) {
      if (broken == null) {
        broken = new StoreFailure(StoreFailure.Kind.BROKEN, "The database cannot be closed.", e);
      }
    }
  }

  private static StoreFailure defect(@Nullable RuntimeException cause) {
    String sentence = "The store failed by a defect; start again.";
    return cause == null
        ? new StoreFailure(StoreFailure.Kind.BROKEN, sentence)
        : new StoreFailure(StoreFailure.Kind.BROKEN, sentence, cause);
  }

  private static StoreFailure closed() {
    return new StoreFailure(StoreFailure.Kind.CLOSED, "The store is closed.");
  }
}
