package io.dering.gateway.storage;

import static io.dering.gateway.storage.SampleCall.ACCOUNT;
import static io.dering.gateway.storage.SampleCall.START;
import static io.dering.signaling.call.CallEventKind.OFFERED_TO_AGENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.storage.CallSearch.Cursor;
import io.dering.signaling.activity.CallFilter;
import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.activity.CallRecord.CallClosed;
import io.dering.signaling.activity.CallRecord.CallOpened;
import io.dering.signaling.activity.CustomerSearch;
import io.dering.signaling.call.CallEventKind;
import io.dering.signaling.call.CallStatus;
import io.dering.signaling.call.Caller;
import io.dering.signaling.call.Direction;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.call.Payloads;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.PhoneNumber;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// REP-3: each filter finds what it says, by an index, on both databases.
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class CallSearchTest {
  private static final ChannelId SALES = new ChannelId("100000000000001");
  private static final ChannelId SUPPORT = new ChannelId("100000000000002");
  private static final AgentId AYU = new AgentId("ayu");

  @Parameter TestDatabase database = TestDatabase.SQLITE;
  @TempDir Path folder;
  private CallStore store;

  @BeforeEach
  void open() {
    store = CallStore.open(database.place(folder), Duration.ofDays(7), InstantSource.fixed(START));
  }

  @AfterEach
  void close() {
    store.close();
  }

  /// Call 1 is the oldest, a second older than call 2.
  private static CallOpened opened(
      int number, ChannelId channel, Direction direction, @Nullable String name, String digits) {
    SampleCall call = new SampleCall(number, START.plusSeconds(number));
    return new CallOpened(
        call.id(),
        call.openedAt(),
        ACCOUNT,
        call.metaCall(),
        channel,
        direction,
        new Caller(new PhoneNumber(digits), null, name),
        new Payloads(null, null),
        call.openedAt());
  }

  private void fourCalls() {
    SampleCall second = new SampleCall(2, START.plusSeconds(2));
    store
        .append(
            List.of(
                opened(1, SALES, Direction.INBOUND, "Ada Fictional", "447700900456"),
                new SampleCall(1, START.plusSeconds(1)).closed(null),
                opened(2, SUPPORT, Direction.INBOUND, "ÉMILE Fictional", "447700900123"),
                second.event(1, CallEventKind.TAKEN, "ayu"),
                second.closed("ayu"),
                opened(3, SALES, Direction.OUTBOUND, "ada_", "6281234567890"),
                opened(4, SALES, Direction.INBOUND, null, "6281234560456")))
        .join();
  }

  private List<Integer> found(CallFilter filter) {
    return store.log().page(filter, 10, null).orElseThrow().calls().stream()
        .map(call -> Integer.parseInt(call.id().value().substring(5)))
        .toList();
  }

  private static CallFilter filter(
      @Nullable ChannelId channel, @Nullable Direction direction, @Nullable CallStatus status) {
    return new CallFilter(ACCOUNT, null, channel, direction, status, null, null, null);
  }

  private static CallFilter between(@Nullable Instant from, @Nullable Instant to) {
    return new CallFilter(ACCOUNT, null, null, null, null, from, to, null);
  }

  private static CallFilter customer(String typed) {
    return new CallFilter(ACCOUNT, null, null, null, null, null, null, CustomerSearch.of(typed));
  }

  /// RO-1: what rang for an agent is that agent's own, whoever took it.
  @Test
  void whatRangForAnAgentIsFoundWhoeverTookIt() {
    fourCalls();
    store
        .append(
            List.of(
                new SampleCall(1, START.plusSeconds(1)).event(1, OFFERED_TO_AGENT, "budi"),
                new SampleCall(2, START.plusSeconds(2)).event(2, OFFERED_TO_AGENT, "budi"),
                new SampleCall(4, START.plusSeconds(4)).event(1, OFFERED_TO_AGENT, "ayu")))
        .join();
    assertThat(found(rang("budi"))).containsExactly(2, 1);
    assertThat(found(rang("ayu"))).containsExactly(4);
    assertThat(found(rang("citra"))).isEmpty();
  }

  /// RO-1: no list of what rang has a call to a customer; that of its agent's own calls has it.
  @Test
  void whatAnAgentMadeIsThatAgentsOwnWhateverBecameOfIt() {
    SampleCall declined = new SampleCall(5, START.plusSeconds(5));
    store
        .append(
            List.of(
                opened(5, SALES, Direction.OUTBOUND, "Ada Fictional", "447700900456"),
                declined.event(1, CallEventKind.CALLING, "ayu"),
                new CallClosed(
                    declined.id(),
                    START.plusSeconds(20),
                    CallStatus.UNANSWERED,
                    EndReason.CUSTOMER_DECLINED,
                    AYU,
                    7_000,
                    0,
                    0,
                    null,
                    null)))
        .join();
    assertThat(found(CallFilter.of(ACCOUNT).ofAgent(AYU))).containsExactly(5);
    assertThat(found(rang("ayu"))).isEmpty();
  }

  private static CallFilter rang(String agent) {
    return new CallFilter(ACCOUNT, null, null, null, null, null, null, null, new AgentId(agent));
  }

  @Test
  void eachFilterFindsItsCallsNewestFirst() {
    fourCalls();
    assertThat(found(CallFilter.of(ACCOUNT))).containsExactly(4, 3, 2, 1);
    assertThat(found(CallFilter.of(ACCOUNT).ofAgent(AYU))).containsExactly(2);
    assertThat(found(filter(SALES, null, null))).containsExactly(4, 3, 1);
    assertThat(found(filter(null, Direction.OUTBOUND, null))).containsExactly(3);
    assertThat(found(filter(null, null, CallStatus.ANSWERED))).containsExactly(2);
    assertThat(found(filter(null, null, CallStatus.UNANSWERED))).containsExactly(1);
    assertThat(found(filter(SALES, Direction.INBOUND, CallStatus.UNANSWERED))).containsExactly(1);
    assertThat(found(filter(SUPPORT, Direction.OUTBOUND, null))).isEmpty();
  }

  @Test
  void aRangeHoldsItsFirstInstantAndNotItsEnd() {
    fourCalls();
    assertThat(found(between(START.plusSeconds(2), START.plusSeconds(4)))).containsExactly(3, 2);
    assertThat(found(between(START.plusSeconds(4), null))).containsExactly(4);
    assertThat(found(between(null, START.plusSeconds(2)))).containsExactly(1);
  }

  @Test
  void aCustomerIsFoundByTheBeginningOfTheNameInAnyCase() {
    fourCalls();
    assertThat(found(customer("ADA"))).containsExactly(3, 1);
    assertThat(found(customer("ada f"))).containsExactly(1);
    assertThat(found(customer("émile"))).containsExactly(2);
    assertThat(found(customer("E\u0301mile"))).containsExactly(2);
    assertThat(found(customer("fictional"))).isEmpty();
  }

  /// What stands for any text in other searches stands for itself here.
  @Test
  void noCharacterIsAWildcard() {
    fourCalls();
    assertThat(found(customer("ada_"))).containsExactly(3);
    assertThat(found(customer("ada%"))).isEmpty();
    assertThat(found(customer("%"))).isEmpty();
    assertThat(found(customer("' OR 1=1 --"))).isEmpty();
    assertThat(found(customer("a\0da"))).isEmpty();
  }

  @Test
  void aNumberIsFoundByItsFirstDigitsAndByItsLast() {
    fourCalls();
    assertThat(found(customer("447700"))).containsExactly(2, 1);
    assertThat(found(customer("+44 7700-900.456"))).containsExactly(1);
    assertThat(found(customer("0044770090045"))).containsExactly(1);
    assertThat(found(customer("0456"))).containsExactly(4, 1);
    assertThat(found(customer("081234567890"))).containsExactly(3);
    assertThat(found(customer("900456"))).containsExactly(1);
    assertThat(found(customer("70090"))).isEmpty();
  }

  @Test
  void pagesOfAFilterFollowEachOther() {
    fourCalls();
    CallFilter sales = filter(SALES, null, null);
    CallPage first = store.log().page(sales, 2, null).orElseThrow();
    assertThat(first.hasMore()).isTrue();
    CallPage second = store.log().page(sales, 2, first.calls().getLast().id()).orElseThrow();
    assertThat(second.calls()).hasSize(1);
    assertThat(second.hasMore()).isFalse();
  }

  private static Map<String, CallFilter> filters() {
    Map<String, CallFilter> filters = new LinkedHashMap<>();
    filters.put("call_by_time", CallFilter.of(ACCOUNT));
    filters.put("call_by_agent", CallFilter.of(ACCOUNT).ofAgent(AYU));
    filters.put("call_by_channel", filter(SUPPORT, null, null));
    filters.put("call_by_direction", filter(null, Direction.OUTBOUND, null));
    filters.put("call_by_status", filter(null, null, CallStatus.ANSWERED));
    filters.put("call_by_name", customer("ada"));
    return filters;
  }

  /// Of a log with many calls only those that are shown are read: no walk through the table, and no
  /// sorting but of one customer's calls.
  @Test
  void everyFilterHasItsIndexOverALongLog() throws Exception {
    longLog();
    try (Connection connection = database.other(folder)) {
      Jdbi jdbi = Jdbi.create(connection);
      if (database == TestDatabase.SQLITE) {
        assertIndexes(jdbi); // Nobody analyses it in a gateway.
      }
      try (var statement = connection.createStatement()) {
        statement.execute("ANALYZE");
      }
      assertIndexes(jdbi);
    }
  }

  private void assertIndexes(Jdbi jdbi) {
    filters()
        .forEach((index, filter) -> {
          for (Cursor from : List.of(Cursor.NEWEST, cursorAt(3_900))) {
            String plan = plan(jdbi, CallSearch.of(filter, from, 21));
            assertThat(plan).as(index).contains(index).doesNotContain("SCAN call", "Seq Scan");
            if (filter.customer() == null) {
              assertThat(plan).as(index).doesNotContain("TEMP B-TREE", "Sort");
            }
          }
        });
    String number = plan(jdbi, CallSearch.of(customer("447700900123"), Cursor.NEWEST, 21));
    assertThat(number)
        .contains("call_by_number", "call_by_number_end")
        .doesNotContain("SCAN call", "Seq Scan");
    String range =
        plan(jdbi, CallSearch.of(between(START, START.plusSeconds(9)), Cursor.NEWEST, 21));
    assertThat(range)
        .contains("call_by_time")
        .doesNotContain("SCAN call", "Seq Scan", "TEMP B-TREE", "Sort");
  }

  private static Cursor cursorAt(int seconds) {
    return new Cursor(START.plusSeconds(seconds).toEpochMilli(), "call_5");
  }

  /// Few support calls, few answered, few outbound, few of each customer.
  private void longLog() {
    for (int hundred = 0; hundred < 40; hundred++) {
      List<CallRecord> records = new ArrayList<>();
      for (int i = 1; i <= 100; i++) {
        int number = hundred * 100 + i;
        boolean rare = i == 100;
        SampleCall call = new SampleCall(number, START.plusSeconds(number));
        records.add(
            opened(
                number,
                rare ? SUPPORT : SALES,
                rare ? Direction.OUTBOUND : Direction.INBOUND,
                "Customer " + number,
                "62812%07d".formatted(number * 7)));
        if (rare) {
          records.add(call.event(1, CallEventKind.TAKEN, "ayu"));
        }
        records.add(call.closed(rare ? "ayu" : null));
      }
      store.append(records).join();
    }
  }

  private String plan(Jdbi jdbi, CallSearch search) {
    String explain = database == TestDatabase.SQLITE ? "EXPLAIN QUERY PLAN " : "EXPLAIN ";
    return jdbi.withHandle(handle ->
        String.join(
            "\n",
            handle
                .createQuery(explain + search.sql())
                .bindMap(search.values())
                .map((row, _) -> row.getString(row.getMetaData().getColumnCount()))
                .list()));
  }
}
