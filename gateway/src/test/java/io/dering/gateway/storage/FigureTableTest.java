package io.dering.gateway.storage;

import static io.dering.gateway.storage.SampleCall.ACCOUNT;
import static io.dering.gateway.storage.SampleCall.START;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.activity.UserRecord;
import io.dering.signaling.agent.Agent;
import io.dering.signaling.agent.Role;
import io.dering.signaling.agent.User;
import io.dering.signaling.call.CallStatus;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// RM-12: figures of the live view from the log of calls; REP-1: their quality; RO-1: people.
final class FigureTableTest {
  private static final Instant DAY = START.plus(Duration.ofDays(1));
  private static final Duration TARGET = Duration.ofSeconds(20);

  @TempDir Path folder;

  /// RM-12: answered calls with how long they rang, and those that nobody was to answer left out.
  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void callsAreCountedAgainstTheTarget(TestDatabase database) throws Exception {
    try (CallStore store = open(database)) {
      List<CallRecord> records = new ArrayList<>();
      ended(records, 1, DAY.minusSeconds(1), "ayu", 5_000, EndReason.CUSTOMER_HUNG_UP);
      ended(records, 2, DAY, "ayu", 5_000, EndReason.CUSTOMER_HUNG_UP);
      ended(records, 3, DAY.plusSeconds(10), "ayu", 20_000, EndReason.AGENT_HUNG_UP);
      ended(records, 4, DAY.plusSeconds(20), "budi", 20_001, EndReason.AGENT_HUNG_UP);
      ended(records, 5, DAY.plusSeconds(30), null, 30_000, EndReason.TIMED_OUT);
      ended(records, 6, DAY.plusSeconds(40), null, 0, EndReason.OUT_OF_HOURS);
      records.add(new SampleCall(7, DAY.plusSeconds(50)).opened());
      store.append(records).get(30, SECONDS);
      assertThat(store.figures().since(ACCOUNT, DAY, TARGET))
          .isEqualTo(new FigureTable.Row(4, 3, 2, 45_001, 20_001));
      assertThat(store.figures().since(ACCOUNT, DAY.plusSeconds(3_600), TARGET))
          .isEqualTo(new FigureTable.Row(0, 0, 0, 0, 0));
      assertThat(store.figures().since(new AccountId("other"), DAY, TARGET).calls()).isZero();
    }
  }

  /// RM-12: a day is counted in as many steps over thousands of older calls as over ten.
  @Test
  void olderCallsCostNothing() throws Exception {
    try (CallStore store = open(TestDatabase.SQLITE)) {
      today(store);
      older(store, 100, 110);
      long few = steps();
      older(store, 110, 5_000);
      assertThat(few).isPositive();
      assertThat(steps()).isEqualTo(few);
    }
  }

  /// RM-12: and no row of the log is read for it, the index holds all.
  @Test
  void theIndexIsAllThatIsRead() throws Exception {
    try (CallStore store = open(TestDatabase.SQLITE);
        Connection connection = TestDatabase.SQLITE.other(folder)) {
      today(store);
      older(store, 100, 2_000);
      try (var statement = connection.createStatement()) {
        statement.execute("ANALYZE");
      }
      String plan =
          Jdbi.create(connection)
              .withHandle(handle ->
                  String.join(
                      "\n",
                      handle
                          .createQuery("EXPLAIN QUERY PLAN " + FigureTable.since(Dialect.SQLITE))
                          .bind("account", ACCOUNT.value())
                          .bind("from", DAY.toEpochMilli())
                          .bind("within", 20_000)
                          .map((row, _) -> row.getString("detail"))
                          .list()));
      assertThat(plan).contains("USING COVERING INDEX call_figures");
    }
  }

  /// REP-1: the series stands beside its call, once, and the word in the log.
  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void theQualityOfACallIsKeptOnce(TestDatabase database) throws Exception {
    try (CallStore store = open(database)) {
      SampleCall call = new SampleCall(1);
      store.append(List.of(call.opened(), call.closed("ayu"))).get(30, SECONDS);
      assertThat(store.log().call(ACCOUNT, call.id()).orElseThrow().quality()).isNull();
      assertThat(store.quality().keep(call.id(), "FAIR", "{}").get(30, SECONDS)).isTrue();
      assertThat(store.quality().keep(call.id(), "GOOD", "[]").get(30, SECONDS)).isFalse();
      assertThat(store.log().call(ACCOUNT, call.id()).orElseThrow().quality()).isEqualTo("FAIR");
      assertThat(store.quality().series(call.id())).contains("{}");
      SampleCall unknown = new SampleCall(2);
      assertThat(store.quality().keep(unknown.id(), "GOOD", "{}").get(30, SECONDS)).isFalse();
      assertThat(store.quality().series(unknown.id())).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void theCauseOfACallIsKeptOnce(TestDatabase database) throws Exception {
    try (CallStore store = open(database)) {
      SampleCall call = new SampleCall(1);
      store.append(List.of(call.opened(), call.closed("ayu"))).get(30, SECONDS);
      assertThat(store.quality().cause(call.id())).isEmpty();
      assertThat(store.quality().diagnose(call.id(), "DTLS_ROLE").get(30, SECONDS)).isTrue();
      assertThat(store.quality().diagnose(call.id(), "NO_CONSENT").get(30, SECONDS)).isFalse();
      assertThat(store.quality().cause(call.id())).contains("DTLS_ROLE");
      SampleCall unknown = new SampleCall(2);
      assertThat(store.quality().diagnose(unknown.id(), "DTLS_ROLE").get(30, SECONDS)).isFalse();
    }
  }

  /// REP-1: a call with a cause is not called good, and no other word of it changes.
  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void aCallWithACauseIsFairAtBest(TestDatabase database) throws Exception {
    try (CallStore store = open(database)) {
      Map<String, String> words = Map.of("GOOD", "FAIR", "FAIR", "FAIR", "POOR", "POOR");
      int number = 0;
      for (Map.Entry<String, String> word : words.entrySet()) {
        SampleCall call = new SampleCall(++number);
        store.append(List.of(call.opened(), call.closed("ayu"))).get(30, SECONDS);
        store.quality().keep(call.id(), word.getKey(), "{}").get(30, SECONDS);
        store.quality().diagnose(call.id(), "AGENT_LEG_LOST").get(30, SECONDS);
        assertThat(store.log().call(ACCOUNT, call.id()).orElseThrow().quality())
            .isEqualTo(word.getValue());
      }
    }
  }

  /// RO-1: people come back as they were changed last, in their order, and nobody is lost.
  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void peopleComeBackAsTheyWere(TestDatabase database) throws Exception {
    var ayu = new Agent(new AgentId("ayu"), "Ayu", Role.AGENT);
    var eka = new Agent(new AgentId("eka"), "Eka", Role.ADMIN);
    try (CallStore store = open(database)) {
      assertThat(store.users().of(ACCOUNT)).isEmpty();
      write(store, User.of(eka), User.of(ayu));
      var renamed = new Agent(ayu.id(), "Ayu Lestari", Role.SUPERVISOR);
      write(store, User.of(eka), new User(renamed, true, false));
      assertThat(store.users().of(ACCOUNT))
          .contains(List.of(User.of(eka), new User(renamed, true, false)));
      assertThat(store.users().of(new AccountId("other"))).isEmpty();
      assertThat(store.users().lastSeen(ACCOUNT, List.of(ayu.id()))).isEmpty();
    }
  }

  private static void write(CallStore store, User... users) throws Exception {
    store.append(List.of(new UserRecord(START, ACCOUNT, List.of(users)))).get(30, SECONDS);
  }

  private CallStore open(TestDatabase database) {
    return CallStore.open(database.place(folder), Duration.ofDays(7), InstantSource.fixed(START));
  }

  private static void today(CallStore store) throws Exception {
    List<CallRecord> records = new ArrayList<>();
    for (int number = 0; number < 20; number++) {
      ended(
          records,
          number,
          DAY.plusSeconds(number),
          "agent-" + number,
          5_000,
          EndReason.CUSTOMER_HUNG_UP);
    }
    store.append(records).get(30, SECONDS);
  }

  private static void older(CallStore store, int from, int to) throws Exception {
    List<CallRecord> records = new ArrayList<>();
    for (int number = from; number < to; number++) {
      ended(records, number, START.plusSeconds(number), null, 30_000, EndReason.TIMED_OUT);
    }
    store.append(records).get(30, SECONDS);
  }

  private static void ended(
      List<CallRecord> records,
      int number,
      Instant openedAt,
      @Nullable String agent,
      long ringMs,
      EndReason reason) {
    SampleCall call = new SampleCall(number, openedAt);
    records.add(call.opened());
    records.add(
        new CallRecord.CallClosed(
            call.id(),
            openedAt.plusSeconds(60),
            agent == null ? CallStatus.UNANSWERED : CallStatus.ANSWERED,
            reason,
            agent == null ? null : new AgentId(agent),
            ringMs,
            agent == null ? 0 : 10_000,
            0,
            null,
            null));
  }

  private long steps() throws SQLException {
    return Steps.of(
        folder,
        jdbi -> {
          var table = new FigureTable(jdbi, Dialect.SQLITE);
          assertThat(table.since(ACCOUNT, DAY, TARGET).calls()).isEqualTo(20);
        });
  }
}
