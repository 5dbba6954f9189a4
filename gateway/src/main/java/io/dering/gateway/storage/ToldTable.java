package io.dering.gateway.storage;

import io.dering.gateway.storage.ToldStatements.Kind;
import io.dering.signaling.activity.ChannelTold;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.standing.AnswerRate;
import io.dering.signaling.standing.AnswerRate.Share;
import io.dering.signaling.standing.StandingChange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/// What a start takes up of the channels' standing. Methods block on the disk.
public final class ToldTable {
  private static final long HOUR_MS = 3_600_000;

  private final Jdbi jdbi;

  ToldTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// Calls of a channel that ended within one hour.
  public record AnsweredHour(ChannelId channel, Instant hour, Share share) {}

  /// What holds, in the order of the telling.
  public List<ChannelTold> of(AccountId account) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT * FROM channel_told WHERE account = :account ORDER BY at_ms, type")
            .bind("account", account.value())
            .map((row, _) ->
                new ChannelTold(
                    Instant.ofEpochMilli(row.getLong("at_ms")),
                    account,
                    new ChannelId(row.getString("channel")),
                    change(row)))
            .list());
  }

  private static StandingChange change(ResultSet row) throws SQLException {
    String type = row.getString("type");
    Optional<String> words = Optional.ofNullable(row.getString("words"));
    long untilMs = row.getLong("until_ms");
    Optional<Instant> until =
        row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(untilMs));
    return switch (Kind.valueOf(row.getString("kind"))) {
      case RESTRICTION -> new StandingChange.Restricted(type, until, words);
      case WARNING -> new StandingChange.Warned(type, words);
      case ANSWER_RATE_LOW -> new StandingChange.AnswerRateLow(Share.NONE);
      case SETTINGS_OUT_OF_STEP -> new StandingChange.SettingsDiffer(List.of());
    };
  }

  /// Inbound calls that ended from then on, by channel and hour (IN-12).
  public List<AnsweredHour> answered(AccountId account, Instant since) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                SELECT channel, closed_at_ms / 3600000 AS hour, COUNT(*) AS calls,
                  SUM(CASE WHEN status = 'ANSWERED' THEN 1 ELSE 0 END) AS answered
                FROM call
                WHERE account = :account AND direction = 'INBOUND' AND closed_at_ms >= :since
                  AND closed_at_ms IS NOT NULL
                GROUP BY channel, closed_at_ms / 3600000
                """)
            .bind("account", account.value())
            .bind("since", AnswerRate.hour(since) * HOUR_MS)
            .map((row, _) ->
                new AnsweredHour(
                    new ChannelId(row.getString("channel")),
                    Instant.ofEpochMilli(row.getLong("hour") * HOUR_MS),
                    new Share(row.getLong("calls"), row.getLong("answered"))))
            .list());
  }
}
