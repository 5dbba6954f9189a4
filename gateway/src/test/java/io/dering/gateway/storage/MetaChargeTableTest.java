package io.dering.gateway.storage;

import static io.dering.gateway.storage.SampleCall.ACCOUNT;
import static io.dering.gateway.storage.SampleCall.START;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.activity.CallRecord.CallClosed;
import io.dering.signaling.activity.CallRecord.CallOpened;
import io.dering.signaling.activity.EntryKind;
import io.dering.signaling.activity.LedgerRecord.EntryAdded;
import io.dering.signaling.call.CallStatus;
import io.dering.signaling.call.Direction;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.charges.MetaCharge;
import io.dering.signaling.charges.MetaMonth;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.EntryId;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// BAL-3: what Meta charged, as it was told last.
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class MetaChargeTableTest {
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
  private static final MetaCharge INDONESIA =
      new MetaCharge("ID", Direction.OUTBOUND, "0:50000", 2, 61_000, 4_000_000);
  private static final MetaCharge BRITAIN =
      new MetaCharge("GB", Direction.OUTBOUND, "0:50000", 1, 6_000, 5_000_000);
  private static final MetaCharge FREE = new MetaCharge("ID", Direction.INBOUND, "", 7, 700_000, 0);
  private static final MetaCharge UNKNOWN = new MetaCharge("", null, "", 1, 0, Long.MAX_VALUE / 2);

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

  @Test
  void aMonthThatMetaNeverToldOfIsNotThere() {
    assertThat(store.metaCharges().month(ACCOUNT, NOVEMBER)).isEmpty();
    assertThat(store.metaCharges().first(ACCOUNT)).isEmpty();
    assertThat(store.ledgers().first(ACCOUNT)).isEmpty();
    assertThat(store.metaCharges().pulses(ACCOUNT, NOVEMBER)).isZero();
  }

  @Test
  void aMonthComesBackAsItWasToldTheDearestFirst() throws Exception {
    keep(month("IDR", START, FREE, INDONESIA, BRITAIN, UNKNOWN));
    assertThat(store.metaCharges().month(ACCOUNT, NOVEMBER))
        .containsExactly(month("IDR", START, UNKNOWN, BRITAIN, INDONESIA, FREE));
    assertThat(store.metaCharges().month(new AccountId("other"), NOVEMBER)).isEmpty();
    assertThat(store.metaCharges().month(ACCOUNT, NOVEMBER.plusMonths(1))).isEmpty();
    assertThat(store.metaCharges().first(ACCOUNT)).contains(NOVEMBER);
  }

  @Test
  void aNewerAnswerTakesItsPlaceAsAWholeAndAnOlderOneDoesNot() throws Exception {
    keep(month("IDR", START, INDONESIA, FREE));
    MetaMonth newer = month("USD", START.plusSeconds(1), BRITAIN);
    assertThat(keep(newer)).isTrue();
    assertThat(store.metaCharges().month(ACCOUNT, NOVEMBER)).containsExactly(newer);
    assertThat(keep(month("IDR", START, INDONESIA))).isFalse();
    assertThat(store.metaCharges().month(ACCOUNT, NOVEMBER)).containsExactly(newer);
    MetaMonth nothing = month("USD", START.plusSeconds(2));
    keep(nothing);
    assertThat(store.metaCharges().month(ACCOUNT, NOVEMBER)).containsExactly(nothing);
  }

  /// All or nothing: what cannot be kept leaves what was there.
  @Test
  void anAnswerThatContradictsItselfChangesNothing() throws Exception {
    keep(month("IDR", START, INDONESIA));
    assertThatThrownBy(() -> keep(month("USD", START.plusSeconds(1), BRITAIN, BRITAIN)))
        .hasCauseInstanceOf(StoreFailure.class);
    assertThat(store.metaCharges().month(ACCOUNT, NOVEMBER))
        .containsExactly(month("IDR", START, INDONESIA));
  }

  @Test
  void monthsAndBusinessAccountsStandBesideEachOther() throws Exception {
    var other = new MetaMonth(ACCOUNT, "3", NOVEMBER, "USD", START, List.of(BRITAIN));
    keep(other);
    keep(month("IDR", START, INDONESIA));
    keep(new MetaMonth(ACCOUNT, "2", NOVEMBER.minusMonths(2), "IDR", START, List.of()));
    assertThat(store.metaCharges().month(ACCOUNT, NOVEMBER))
        .containsExactly(month("IDR", START, INDONESIA), other);
    assertThat(store.metaCharges().first(ACCOUNT)).contains(NOVEMBER.minusMonths(2));
  }

  /// Whoever writes: nothing negative, no direction that Meta does not have.
  @Test
  void theSchemaRefusesWhatCannotBe() throws Exception {
    keep(month("IDR", START));
    for (String values : List.of("'OUTBOUND', -1, 0, 0", "'OUTBOUND', 1, 0, -1", "'UP', 1, 0, 0")) {
      assertThatThrownBy(
              () -> {
                try (Connection connection = database.other(folder);
                    var statement = connection.createStatement()) {
                  statement.execute(
                      "INSERT INTO meta_charge (account, month, waba, country, tier, direction, calls,"
                          + " talk_ms, cost_micros) VALUES ('demo', '2026-11', '2', 'ID', '', "
                          + values
                          + ")");
                }
              })
          .as(values)
          .isInstanceOf(java.sql.SQLException.class);
    }
  }

  /// Meta reference part 8: begun pulses of six seconds, of answered calls of the business's.
  @Test
  void theLogSaysThePulsesOfAMonthsCallsToCustomers() throws Exception {
    Instant last = Instant.parse("2026-11-30T23:59:00Z");
    called(1, START, Direction.OUTBOUND, 61_000);
    called(2, START, Direction.OUTBOUND, 60_000);
    called(3, START, Direction.OUTBOUND, 1);
    called(4, START, Direction.OUTBOUND, 0);
    called(5, START, Direction.INBOUND, 600_000);
    called(6, last.minusSeconds(60), Direction.OUTBOUND, 6_000);
    called(7, last.plusSeconds(60), Direction.OUTBOUND, 6_000);
    assertThat(store.metaCharges().pulses(ACCOUNT, NOVEMBER)).isEqualTo(11 + 10 + 1 + 1);
    assertThat(store.metaCharges().pulses(ACCOUNT, NOVEMBER.plusMonths(1))).isEqualTo(1);
    assertThat(store.metaCharges().pulses(new AccountId("other"), NOVEMBER)).isZero();
  }

  /// Until it was read a week after its end, a month's figures may be other ones tomorrow.
  @Test
  void aMonthWithCallsIsOpenUntilItWasReadAWeekAfterItsEnd() throws Exception {
    Duration week = Duration.ofDays(7);
    YearMonth january = YearMonth.of(2027, 1);
    MetaChargeTable table = store.metaCharges();
    assertThat(table.unsettled(ACCOUNT, "2", NOVEMBER.minusMonths(9), january, week)).isEmpty();
    called(1, START, Direction.OUTBOUND, 61_000);
    called(2, START.minus(Duration.ofDays(60)), Direction.INBOUND, 61_000);
    assertThat(table.unsettled(ACCOUNT, "2", NOVEMBER.minusMonths(9), january, week))
        .containsExactly(NOVEMBER, NOVEMBER.minusMonths(2));
    assertThat(table.unsettled(ACCOUNT, "2", NOVEMBER.minusMonths(1), january, week))
        .containsExactly(NOVEMBER);
    assertThat(table.unsettled(ACCOUNT, "2", NOVEMBER.minusMonths(2), NOVEMBER, week))
        .containsExactly(NOVEMBER.minusMonths(2));
    Instant end = Instant.parse("2026-12-01T00:00:00Z");
    keep(month("IDR", end.plus(week).minusMillis(1), INDONESIA));
    assertThat(table.unsettled(ACCOUNT, "2", NOVEMBER, january, week)).containsExactly(NOVEMBER);
    keep(month("IDR", end.plus(week), INDONESIA));
    assertThat(table.unsettled(ACCOUNT, "2", NOVEMBER, january, week)).isEmpty();
    assertThat(table.unsettled(ACCOUNT, "3", NOVEMBER, january, week)).containsExactly(NOVEMBER);
    assertThat(table.unsettled(new AccountId("other"), "2", NOVEMBER, january, week)).isEmpty();
  }

  @Test
  void theLedgerSaysWithWhichMonthItBegins() throws Exception {
    store
        .append(
            List.of(
                new EntryAdded(
                    Instant.parse("2026-08-31T23:59:59.999Z"),
                    ACCOUNT,
                    1,
                    new EntryId("e1"),
                    EntryKind.TOP_UP,
                    50_000,
                    0,
                    50_000,
                    null,
                    0,
                    null,
                    null)))
        .get(30, SECONDS);
    assertThat(store.ledgers().first(ACCOUNT)).contains(YearMonth.of(2026, 8));
  }

  private void called(int number, Instant at, Direction direction, long talkMs) throws Exception {
    SampleCall call = new SampleCall(number, at);
    CallOpened opened = call.opened();
    List<CallRecord> records =
        List.of(
            new CallOpened(
                opened.call(),
                opened.at(),
                ACCOUNT,
                call.metaCall(),
                opened.channel(),
                direction,
                opened.customer(),
                opened.payloads(),
                opened.metaTime()),
            new CallClosed(
                call.id(),
                at.plusSeconds(60),
                talkMs > 0 ? CallStatus.ANSWERED : CallStatus.UNANSWERED,
                EndReason.AGENT_HUNG_UP,
                new AgentId("ayu"),
                1_000,
                talkMs,
                0,
                null,
                null));
    store.append(records).get(30, SECONDS);
  }

  private boolean keep(MetaMonth month) throws Exception {
    return store.metaCharges().replace(month).get(30, SECONDS);
  }

  private static MetaMonth month(String currency, Instant readAt, MetaCharge... charges) {
    return new MetaMonth(ACCOUNT, "2", NOVEMBER, currency, readAt, List.of(charges));
  }
}
