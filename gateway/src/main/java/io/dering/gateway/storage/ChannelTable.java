package io.dering.gateway.storage;

import io.dering.signaling.channel.ChannelSettings;
import io.dering.signaling.channel.InboundRules;
import io.dering.signaling.channel.OfficeHours;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.ChannelId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Call settings of channels as they were changed last. Methods block on the disk.
public final class ChannelTable {
  private final Jdbi jdbi;

  ChannelTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// Those of the account's channels that were ever changed.
  public List<ChannelSettings> of(AccountId account) {
    return jdbi.inTransaction(handle ->
        handle
            .createQuery("SELECT * FROM channel_settings WHERE account = :account ORDER BY channel")
            .bind("account", account.value())
            .map((row, _) -> settings(handle, row))
            .list());
  }

  private static ChannelSettings settings(Handle handle, ResultSet row) throws SQLException {
    String account = row.getString("account");
    String channel = row.getString("channel");
    String zone = row.getString("time_zone");
    Optional<OfficeHours> open =
        zone == null
            ? Optional.empty()
            : Optional.of(
                new OfficeHours(
                    ZoneId.of(zone),
                    week(handle, account, channel),
                    holidays(handle, account, channel)));
    return new ChannelSettings(
        new ChannelId(channel),
        Duration.ofMillis(row.getLong("ringing_window_ms")),
        new InboundRules(
            row.getLong("inbound") == 1,
            open,
            InboundRules.OutOfHours.valueOf(row.getString("out_of_hours"))),
        row.getLong("callback_permission") == 1,
        row.getLong("outbound") == 1);
  }

  private static List<OfficeHours.Span> week(Handle handle, String account, String channel) {
    return handle
        .createQuery(
            "SELECT * FROM channel_hours WHERE account = :account AND channel = :channel"
                + " ORDER BY place")
        .bind("account", account)
        .bind("channel", channel)
        .map((row, _) ->
            new OfficeHours.Span(
                DayOfWeek.of(row.getInt("day")),
                row.getInt("from_minute"),
                row.getInt("to_minute")))
        .list();
  }

  private static Set<LocalDate> holidays(Handle handle, String account, String channel) {
    return new HashSet<>(
        handle
            .createQuery(
                "SELECT epoch_day FROM channel_holiday"
                    + " WHERE account = :account AND channel = :channel")
            .bind("account", account)
            .bind("channel", channel)
            .map((row, _) -> LocalDate.ofEpochDay(row.getLong("epoch_day")))
            .list());
  }
}
