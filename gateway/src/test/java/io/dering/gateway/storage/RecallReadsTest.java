package io.dering.gateway.storage;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.activity.ActivityRecord;
import io.dering.signaling.activity.PermissionRecord.PermissionHolder;
import io.dering.signaling.activity.PermissionRecord.PermissionKept;
import io.dering.signaling.activity.RoomRecord;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.PermissionId;
import io.dering.signaling.id.RoomId;
import io.dering.signaling.permission.CustomerPermission;
import io.dering.signaling.permission.Permission;
import io.dering.signaling.room.Alias;
import io.dering.signaling.room.Customer;
import io.dering.signaling.room.Recall;
import io.dering.signaling.room.Room;
import io.dering.signaling.room.RoomState;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each call asks the store who calls, and waits for the answer.
final class RecallReadsTest {
  private static final AccountId ACCOUNT = SampleCall.ACCOUNT;
  private static final ChannelId CHANNEL = new ChannelId("100000000000001");
  private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");

  @TempDir Path folder;

  @Test
  void whoCallsIsFoundInAsManyStepsAmongThousandsAsAmongTen() throws Exception {
    try (CallStore store = CallStore.open(folder, Duration.ofDays(7), InstantSource.fixed(AT))) {
      know(store, 0, 10);
      long few = stepsOfARecall();
      know(store, 10, 2_000);

      assertThat(few).isPositive();
      assertThat(stepsOfARecall()).isEqualTo(few);
    }
  }

  /// PostgreSQL counts no steps, but says which of a name's columns it looks the key up by. Tables
  /// with nothing in them are read from end to end unless that is put off.
  @ParameterizedTest
  @CsvSource({"room_alias,room", "permission_alias,permission"})
  void postgresqlLooksEachNameUpByItsWholeKey(String table, String owner) throws Exception {
    TestDatabase database = TestDatabase.POSTGRESQL;
    try (CallStore _ =
            CallStore.open(database.place(folder), Duration.ofDays(7), InstantSource.fixed(AT));
        Connection connection = database.other(folder)) {
      List<Alias> names = aliases(7);
      assertThat(plan(connection, AliasQuery.sql(table, owner, names.size()), names))
          .noneMatch(line -> line.contains("Filter:") || line.contains("Seq Scan"))
          .filteredOn(line -> line.contains("Index Cond:"))
          .hasSize(names.size())
          .allMatch(line ->
              Stream.of("account", "channel", "kind", "value")
                  .allMatch(column -> line.contains("(" + column + " = ")));
    }
  }

  private static List<String> plan(Connection connection, String question, List<Alias> names) {
    return Jdbi.create(connection)
        .withHandle(handle -> {
          handle.execute("SET enable_seqscan = off");
          Query explain =
              handle
                  .createQuery("EXPLAIN " + question)
                  .bind("account", ACCOUNT.value())
                  .bind("channel", CHANNEL.value());
          for (int place = 0; place < names.size(); place++) {
            explain.bind("kind" + place, names.get(place).kind().name());
            explain.bind("value" + place, names.get(place).value());
          }
          return explain.mapTo(String.class).list();
        });
  }

  private long stepsOfARecall() throws SQLException {
    Recall wanted = new Recall.ByAlias(CHANNEL, aliases(7));
    return Steps.of(
        folder,
        jdbi -> {
          assertThat(new RoomTable(jdbi).recall(ACCOUNT, wanted))
              .extracting(room -> room.id().value())
              .containsExactly("room_7");
          assertThat(new PermissionTable(jdbi).recall(ACCOUNT, wanted))
              .extracting(permission -> permission.id().value())
              .containsExactly("perm_7");
        });
  }

  private static void know(CallStore store, int from, int to) throws Exception {
    List<ActivityRecord> records = new ArrayList<>();
    for (int number = from; number < to; number++) {
      Customer customer = new Customer("Ada Fictional", aliases(number));
      Room room =
          new Room(
              new RoomId("room_" + number),
              CHANNEL,
              customer,
              new RoomState.Open(),
              AT,
              AT,
              null,
              1);
      CustomerPermission permission =
          new CustomerPermission(
              new PermissionId("perm_" + number),
              CHANNEL,
              new Customer(null, aliases(number)),
              Permission.NEW);
      records.addAll(
          List.of(
              new RoomRecord.RoomKept(AT, ACCOUNT, room),
              new RoomRecord.CustomerKnown(AT, ACCOUNT, room),
              new PermissionKept(AT, ACCOUNT, permission),
              new PermissionHolder(AT, ACCOUNT, permission)));
    }
    store.append(records).get(30, SECONDS);
  }

  private static List<Alias> aliases(int number) {
    return List.of(
        new Alias(Alias.Kind.PHONE, "6281" + number),
        new Alias(Alias.Kind.USER, "ID." + number),
        new Alias(Alias.Kind.PARENT, "PARENT." + number));
  }
}
