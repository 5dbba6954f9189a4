package io.dering.gateway.storage;

import io.dering.signaling.activity.ChannelRecord;
import io.dering.signaling.channel.ChannelSettings;
import io.dering.signaling.channel.OfficeHours;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// Replaces the settings of a channel. Used by [Statements] alone.
final class ChannelStatements {
  private final List<PreparedStatement> without;
  private final PreparedStatement settings;
  private final PreparedStatement hours;
  private final PreparedStatement holiday;

  ChannelStatements(Prepared prepared) throws SQLException {
    without =
        List.of(
            prepared.prepare("DELETE FROM channel_hours WHERE account = ? AND channel = ?"),
            prepared.prepare("DELETE FROM channel_holiday WHERE account = ? AND channel = ?"),
            prepared.prepare("DELETE FROM channel_settings WHERE account = ? AND channel = ?"));
    settings =
        prepared.prepare(
            """
            INSERT INTO channel_settings (account, channel, at_ms, ringing_window_ms, inbound,
              out_of_hours, time_zone, callback_permission, outbound)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """);
    hours =
        prepared.prepare(
            """
            INSERT INTO channel_hours (account, channel, place, day, from_minute, to_minute)
            VALUES (?, ?, ?, ?, ?, ?)
            """);
    holiday =
        prepared.prepare(
            "INSERT INTO channel_holiday (account, channel, epoch_day) VALUES (?, ?, ?)");
  }

  void append(ChannelRecord record) throws SQLException {
    ChannelSettings changed = record.settings();
    for (PreparedStatement statement : without) {
      key(statement, record);
      statement.executeUpdate();
    }
    Optional<OfficeHours> open = changed.inbound().officeHours();
    key(settings, record);
    settings.setLong(3, record.at().toEpochMilli());
    settings.setLong(4, changed.ringingWindow().toMillis());
    settings.setLong(5, changed.inbound().on() ? 1 : 0);
    settings.setString(6, changed.inbound().outOfHours().name());
    settings.setString(7, open.map(there -> there.zone().getId()).orElse(null));
    settings.setLong(8, changed.callbackPermission() ? 1 : 0);
    settings.setLong(9, changed.outbound() ? 1 : 0);
    settings.executeUpdate();
    if (open.isPresent()) {
      append(record, open.get());
    }
  }

  private void append(ChannelRecord record, OfficeHours open) throws SQLException {
    int place = 0;
    for (OfficeHours.Span span : open.week()) {
      key(hours, record);
      hours.setInt(3, place++);
      hours.setInt(4, span.day().getValue());
      hours.setInt(5, span.from());
      hours.setInt(6, span.to());
      hours.executeUpdate();
    }
    for (LocalDate day : open.holidays()) {
      key(holiday, record);
      holiday.setLong(3, day.toEpochDay());
      holiday.executeUpdate();
    }
  }

  private static void key(PreparedStatement statement, ChannelRecord record) throws SQLException {
    statement.setString(1, record.account().value());
    statement.setString(2, record.settings().channel().value());
  }
}
