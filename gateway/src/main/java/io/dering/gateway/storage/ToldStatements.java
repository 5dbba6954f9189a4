package io.dering.gateway.storage;

import io.dering.signaling.activity.ChannelTold;
import io.dering.signaling.standing.StandingChange;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;

/// Keeps what was told of channels and holds. Used by [Statements] alone.
final class ToldStatements {
  private final PreparedStatement over;
  private final PreparedStatement holds;

  /// What a row is about. Stored by name: append only.
  enum Kind {
    RESTRICTION,
    WARNING,
    ANSWER_RATE_LOW,
    SETTINGS_OUT_OF_STEP
  }

  ToldStatements(Prepared prepared) throws SQLException {
    over =
        prepared.prepare(
            "DELETE FROM channel_told WHERE account = ? AND channel = ? AND kind = ? AND type = ?");
    holds =
        prepared.prepare(
            """
            INSERT INTO channel_told (account, channel, kind, type, at_ms, until_ms, words)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """);
  }

  void append(ChannelTold told) throws SQLException {
    switch (told.change()) {
      case StandingChange.Restricted(String type, var until, var reason) ->
          holds(told, Kind.RESTRICTION, type, until, reason);
      case StandingChange.RestrictionEnded(String type) -> over(told, Kind.RESTRICTION, type);
      case StandingChange.Warned(String type, var remedy) ->
          holds(told, Kind.WARNING, type, Optional.empty(), remedy);
      case StandingChange.AnswerRateLow _ -> holds(told, Kind.ANSWER_RATE_LOW);
      case StandingChange.AnswerRateRecovered _ -> over(told, Kind.ANSWER_RATE_LOW, "");
      case StandingChange.SettingsDiffer _, StandingChange.SettingsFailed _ ->
          holds(told, Kind.SETTINGS_OUT_OF_STEP);
      case StandingChange.SettingsInStep _ -> over(told, Kind.SETTINGS_OUT_OF_STEP, "");
    }
  }

  private void over(ChannelTold told, Kind kind, String type) throws SQLException {
    key(over, told, kind, type);
    over.executeUpdate();
  }

  private void holds(ChannelTold told, Kind kind) throws SQLException {
    holds(told, kind, "", Optional.empty(), Optional.empty());
  }

  private void holds(
      ChannelTold told, Kind kind, String type, Optional<Instant> until, Optional<String> words)
      throws SQLException {
    over(told, kind, type);
    key(holds, told, kind, type);
    holds.setLong(5, told.at().toEpochMilli());
    if (until.isPresent()) {
      holds.setLong(6, until.get().toEpochMilli());
    } else {
      holds.setNull(6, Types.BIGINT);
    }
    holds.setString(7, Prepared.text(words.orElse(null)));
    holds.executeUpdate();
  }

  private static void key(PreparedStatement statement, ChannelTold told, Kind kind, String type)
      throws SQLException {
    statement.setString(1, told.account().value());
    statement.setString(2, told.channel().value());
    statement.setString(3, kind.name());
    statement.setString(4, type);
  }
}
