package io.dering.gateway.storage;

import static io.dering.gateway.storage.SampleCall.ACCOUNT;
import static io.dering.gateway.storage.SampleCall.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.activity.CallFilter;
import io.dering.signaling.activity.CustomerSearch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.InstantSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// REP-3 over calls that an older version wrote.
final class UpgradeTest {
  private static final String OLD_CALL =
      """
      INSERT INTO call (id, account, meta_call, channel, direction, customer_number,
        customer_name, meta_time_ms, opened_at_ms)
      VALUES ('call_old', 'demo', 'wacid.old', '1', 'INBOUND', '447700900456', 'Ada', 1, 1),
        ('call_nameless', 'demo', 'wacid.nameless', '1', 'INBOUND', NULL, NULL, 1, 2)
      """;

  @TempDir Path root;

  @ParameterizedTest
  @CsvSource({
    "SQLITE,classpath:db/migration",
    "POSTGRESQL,'classpath:db/postgresql,classpath:db/migration'",
  })
  void callsOfAnOlderVersionAreFoundByTheirCustomer(TestDatabase database, String locations)
      throws Exception {
    Path folder = Files.createDirectory(root.resolve("data"));
    Flyway.configure()
        .dataSource(database.url(folder), null, null)
        .locations(locations.split(",", -1))
        .target("3")
        .load()
        .migrate();
    try (Connection connection = database.other(folder);
        var statement = connection.createStatement()) {
      statement.execute(OLD_CALL);
    }
    try (CallStore store =
        CallStore.open(database.place(folder), Duration.ofDays(7), InstantSource.fixed(START))) {
      for (String typed : new String[] {"ADA", "4477", "0456", "900456"}) {
        var filter =
            new CallFilter(ACCOUNT, null, null, null, null, null, null, CustomerSearch.of(typed));
        assertThat(store.log().page(filter, 10, null).orElseThrow().calls())
            .as(typed)
            .hasSize(1)
            .allMatch(call -> call.id().value().equals("call_old"));
      }
    }
  }
}
