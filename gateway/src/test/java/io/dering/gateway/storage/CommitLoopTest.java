package io.dering.gateway.storage;

import static io.dering.gateway.storage.SampleCall.START;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dering.signaling.activity.ActivityRecord;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.AbstractList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What the loop makes of a database that others use, and of a defect of its own.
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class CommitLoopTest {
  private static final int BUSY_TIMEOUT_MS = 10;

  @Parameter TestDatabase database = TestDatabase.SQLITE;
  @TempDir Path folder;

  @Test
  void whileAnotherProcessHoldsTheWriteLockWritesWaitAndThenSucceed() throws Exception {
    try (CallStore store = store();
        Connection other = database.other(folder)) {
      execute(other, database.lock());
      CompletableFuture<Void> first = store.append(List.of(new SampleCall(1).opened()));
      assertThatThrownBy(() -> first.get(30L * BUSY_TIMEOUT_MS, MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      CompletableFuture<Long> second = store.receive(new byte[] {1});
      assertThat(store.healthy()).isTrue();

      execute(other, "ROLLBACK");

      first.get(30, SECONDS);
      second.get(30, SECONDS);
      assertThat(store.log().call(SampleCall.ACCOUNT, new SampleCall(1).id())).isPresent();
    }
  }

  @Test
  void aCloseIsNotHeldUpByAnotherProcessAndLeavesNoFutureOpen() throws Exception {
    CallStore store = store();
    try (Connection other = database.other(folder)) {
      execute(other, database.lock());
      CompletableFuture<Void> write = store.append(List.of(new SampleCall(1).opened()));
      // The other lets go only behind this.
      CompletableFuture.runAsync(store::close).get(30, SECONDS);
      assertThatThrownBy(() -> write.get(0, SECONDS)).hasCauseInstanceOf(StoreFailure.class);
    }
  }

  @Test
  void aWriteThatContradictsTheTablesFailsAloneAndTheRestOfItsGroupIsStored() throws Exception {
    SampleCall first = new SampleCall(1);
    SampleCall last = new SampleCall(2);
    List<CompletableFuture<Void>> writes =
        List.of(new CompletableFuture<>(), new CompletableFuture<>(), new CompletableFuture<>());
    CompletableFuture<Long> received = new CompletableFuture<>();
    try (Rig rig = new Rig(() -> {})) {
      rig.loop.submit(new Write.Append(List.of(first.opened()), List.of(), START, writes.get(0)));
      rig.loop.submit(new Write.Receive(new byte[] {1}, START, received));
      rig.loop.submit(
          new Write.Append(
              List.of(new SampleCall(3).opened(), first.opened()),
              List.of(),
              START,
              writes.get(1)));
      rig.loop.submit(new Write.Append(List.of(last.opened()), List.of(), START, writes.get(2)));
      rig.thread.start();

      writes.get(0).get(30, SECONDS);
      writes.get(2).get(30, SECONDS);
      received.get(30, SECONDS);
      assertThatThrownBy(() -> writes.get(1).get(30, SECONDS))
          .cause()
          .isInstanceOfSatisfying(
              StoreFailure.class, e -> assertThat(e.kind()).isEqualTo(StoreFailure.Kind.CONFLICT));
      assertThat(rig.loop.healthy()).isTrue();
    }
    try (CallStore store = store()) {
      assertThat(store.log().call(SampleCall.ACCOUNT, first.id())).isPresent();
      assertThat(store.log().call(SampleCall.ACCOUNT, last.id())).isPresent();
      assertThat(store.log().call(SampleCall.ACCOUNT, new SampleCall(3).id())).isEmpty();
    }
  }

  @Test
  void whatComesWhileACommitWaitsForItsTurnGoesWithIt() throws Exception {
    CompletableFuture<Void> first = new CompletableFuture<>();
    CompletableFuture<Void> second = new CompletableFuture<>();
    AtomicInteger turns = new AtomicInteger();
    AtomicReference<CommitLoop> loop = new AtomicReference<>();
    CommitLoop.Turn turn =
        () -> {
          turns.incrementAndGet();
          loop.get().submit(empty(second));
        };
    try (Rig rig = new Rig(turn, () -> {})) {
      loop.set(rig.loop);
      rig.loop.submit(
          new Write.Append(List.of(new SampleCall(1).opened()), List.of(), START, first));
      rig.thread.start();

      first.get(30, SECONDS);
      second.get(30, SECONDS);
      assertThat(turns).hasValue(1);
    }
  }

  @Test
  void theWriteThatWaitsForItsTurnIsOneOfThoseThatWait() throws Exception {
    CompletableFuture<Void> first = new CompletableFuture<>();
    CompletableFuture<Void> second = new CompletableFuture<>();
    List<Integer> waiting = new CopyOnWriteArrayList<>();
    AtomicReference<CommitLoop> loop = new AtomicReference<>();
    CommitLoop.Turn turn =
        () -> {
          waiting.add(loop.get().waiting());
          loop.get().submit(empty(second));
          waiting.add(loop.get().waiting());
        };
    try (Rig rig = new Rig(turn, () -> {})) {
      loop.set(rig.loop);
      rig.loop.submit(empty(first));
      waiting.add(rig.loop.waiting());
      rig.thread.start();

      first.get(30, SECONDS);
      second.get(30, SECONDS);
      waiting.add(rig.loop.waiting());
    }
    assertThat(waiting).containsExactly(1, 1, 2, 0);
  }

  @Test
  void aFullGroupDoesNotWaitForItsTurn() throws Exception {
    assertThat(turnsFor(CommitLoop.MAX_GROUP - 1)).isEqualTo(1);
    assertThat(turnsFor(CommitLoop.MAX_GROUP)).isZero();
  }

  @Test
  void whatIsLeftAtACloseDoesNotWaitForItsTurn() throws Exception {
    AtomicInteger turns = new AtomicInteger();
    CompletableFuture<Void> left = new CompletableFuture<>();
    try (Rig rig = new Rig(turns::incrementAndGet, () -> {})) {
      rig.loop.submit(empty(left));
      rig.loop.close();
      rig.thread.start();

      left.get(30, SECONDS);
    }
    assertThat(turns).hasValue(0);
  }

  @Test
  void aDefectInAWriteBreaksTheStoreAndFailsWhatWaits() throws Exception {
    try (Rig rig = new Rig(() -> {})) {
      CompletableFuture<Void> defect = new CompletableFuture<>();
      CompletableFuture<Void> behind = new CompletableFuture<>();
      rig.loop.submit(new Write.Append(new Defect(), List.of(), START, defect));
      rig.loop.submit(empty(behind));
      rig.thread.start();

      assertBroken(defect);
      assertBroken(behind);
      assertThat(rig.loop.healthy()).isFalse();
      CompletableFuture<Void> later = new CompletableFuture<>();
      rig.loop.submit(empty(later));
      assertBroken(later);
    }
  }

  @Test
  void aDefectBetweenWritesBreaksTheStoreToo() throws Exception {
    AtomicBoolean fails = new AtomicBoolean();
    try (Rig rig =
        new Rig(() -> {
          if (fails.get()) {
            throw new IllegalStateException("boom");
          }
        })) {
      rig.thread.start();
      fails.set(true);
      rig.thread.join(Duration.ofSeconds(30));

      assertThat(rig.loop.healthy()).isFalse();
      CompletableFuture<Void> later = new CompletableFuture<>();
      rig.loop.submit(empty(later));
      assertBroken(later);
    }
  }

  /// How many turns are waited for until so many writes are committed, all of them there before the
  /// loop looks for the first time.
  private int turnsFor(int writes) throws Exception {
    AtomicInteger turns = new AtomicInteger();
    CompletableFuture<Void> last = new CompletableFuture<>();
    try (Rig rig = new Rig(turns::incrementAndGet, () -> {})) {
      for (int before = 1; before < writes; before++) {
        rig.loop.submit(empty(new CompletableFuture<>()));
      }
      rig.loop.submit(empty(last));
      rig.thread.start();

      last.get(30, SECONDS);
    }
    return turns.get();
  }

  /// Records that cannot even be looked at.
  private static final class Defect extends AbstractList<ActivityRecord> {
    @Override
    public ActivityRecord get(int index) {
      throw new IllegalStateException("boom");
    }

    @Override
    public int size() {
      return 1;
    }
  }

  /// The loop alone, with a clock by which every look is a pause later.
  private final class Rig implements AutoCloseable {
    private final Database opened = Database.open(database.place(folder));
    private final AtomicLong passedMs = new AtomicLong();
    private final CommitLoop loop;
    private final Thread thread;

    Rig(Runnable everyPause) throws SQLException {
      this(() -> {}, everyPause);
    }

    Rig(CommitLoop.Turn turn, Runnable everyPause) throws SQLException {
      loop =
          new CommitLoop(
              new Statements(opened.writer(settings()), opened.dialect()),
              CommitLoop.MAX_GROUP,
              turn,
              () -> START.plusMillis(passedMs.addAndGet(1_000)),
              10,
              everyPause);
      thread = new Thread(loop);
    }

    @Override
    public void close() {
      loop.close();
      try {
        thread.join(Duration.ofSeconds(30));
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      opened.close();
    }
  }

  /// A write that puts nothing into the tables.
  private static Write empty(CompletableFuture<Void> done) {
    return new Write.Append(List.of(), List.of(), START, done);
  }

  private CallStore store() {
    return CallStore.open(database.place(folder), settings());
  }

  private static CallStore.Settings settings() {
    return new CallStore.Settings(
        InstantSource.fixed(START), Duration.ofDays(7), 0, BUSY_TIMEOUT_MS);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void assertBroken(CompletableFuture<Void> write) {
    assertThatThrownBy(() -> write.get(30, SECONDS))
        .cause()
        .isInstanceOfSatisfying(
            StoreFailure.class, e -> assertThat(e.kind()).isEqualTo(StoreFailure.Kind.BROKEN));
  }
}
