package io.dering.gateway.storage;

import static io.dering.gateway.storage.SampleCall.ACCOUNT;
import static io.dering.gateway.storage.SampleCall.START;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.call.CallEventKind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A start over a long log reads the calls left open and no other: counted, not timed.
final class StartReadsTest {
  private static final int OPEN = 3;

  @TempDir Path folder;

  @Test
  void aStartTakesAsManyStepsOverThousandsOfEndedCallsAsOverTen() throws Exception {
    try (CallStore store = open(TestDatabase.SQLITE)) {
      leaveOpen(store);
      end(store, 10, 20);
      long few = stepsOfAStart();
      end(store, 20, 2_000);

      assertThat(few).isPositive();
      assertThat(stepsOfAStart()).isEqualTo(few);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SQLITE,EXPLAIN QUERY PLAN,USING INDEX",
    "POSTGRESQL,EXPLAIN,Index Scan",
  })
  void eachQuestionOfAStartHasItsIndex(TestDatabase database, String explain, String used)
      throws Exception {
    try (CallStore store = open(database);
        Connection connection = database.other(folder)) {
      leaveOpen(store);
      end(store, 10, 2_000);
      try (var statement = connection.createStatement()) {
        statement.execute("ANALYZE");
      }
      Jdbi jdbi = Jdbi.create(connection);
      assertThat(plan(jdbi, explain + " " + CallLog.OPEN)).contains(used).contains("call_open");
      assertThat(plan(jdbi, explain + " " + CallLog.ENDED_SINCE))
          .contains(used + " ", "call_ended");
      assertThat(plan(jdbi, explain + " " + CallLog.UNPROCESSED)).contains("webhook_waiting");
    }
  }

  private CallStore open(TestDatabase database) {
    return CallStore.open(database.place(folder), Duration.ofDays(7), InstantSource.fixed(START));
  }

  private static void leaveOpen(CallStore store) throws Exception {
    for (int number = 0; number < OPEN; number++) {
      SampleCall call = new SampleCall(number);
      store
          .append(List.of(call.opened(), call.event(1, CallEventKind.TAKEN, "agent-" + number)))
          .get(30, SECONDS);
    }
  }

  private static void end(CallStore store, int from, int to) throws Exception {
    List<CallRecord> records = new ArrayList<>();
    List<CompletableFuture<Long>> webhooks = new ArrayList<>();
    for (int number = from; number < to; number++) {
      SampleCall call = new SampleCall(number);
      records.add(call.opened());
      records.add(call.closed(null));
      webhooks.add(store.receive(new byte[] {1}));
    }
    List<Long> processed = webhooks.stream().map(CompletableFuture::join).toList();
    store.append(records, processed).join();
  }

  private long stepsOfAStart() throws SQLException {
    return Steps.of(
        folder,
        jdbi -> {
          CallLog log = new CallLog(jdbi);
          assertThat(log.open(ACCOUNT)).hasSize(OPEN);
          assertThat(log.endedSince(ACCOUNT, START.plus(Duration.ofDays(1)))).isEmpty();
          assertThat(log.unprocessed()).isEmpty();
        });
  }

  private static String plan(Jdbi jdbi, String question) {
    return jdbi.withHandle(handle -> {
      var query = handle.createQuery(question);
      if (question.contains(":account")) {
        query.bind("account", ACCOUNT.value());
      }
      if (question.contains(":since")) {
        query.bind("since", START.plus(Duration.ofDays(1)).toEpochMilli());
      }
      return String.join(
          "\n", query.map((row, _) -> row.getString(row.getMetaData().getColumnCount())).list());
    });
  }
}
