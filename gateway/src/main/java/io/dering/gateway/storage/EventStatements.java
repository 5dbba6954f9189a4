package io.dering.gateway.storage;

import io.dering.signaling.activity.ActivityRecord;
import io.dering.signaling.activity.AgentRecord;
import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.activity.ChannelRecord;
import io.dering.signaling.activity.ChannelTold;
import io.dering.signaling.activity.LedgerRecord;
import io.dering.signaling.activity.PermissionRecord;
import io.dering.signaling.activity.PushRecord;
import io.dering.signaling.activity.RateCardRecord;
import io.dering.signaling.activity.RingGroupRecord;
import io.dering.signaling.activity.RoomRecord;
import io.dering.signaling.activity.UserRecord;
import io.dering.signaling.event.Event;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// Appends, in the same transaction as a record, the event that it tells backends. Used by
/// [Statements] alone.
final class EventStatements {
  private final PreparedStatement ofCall;
  private final PreparedStatement ofRoom;
  private final PreparedStatement ofAccount;
  private final PreparedStatement purge;
  private final PreparedStatement withoutEvent;
  private long last;

  EventStatements(Prepared prepared) throws SQLException {
    ofCall =
        prepared.prepare(
            """
            INSERT INTO event (seq, account, at_ms, type, data)
            SELECT ?, account, ?, ?, ? FROM call WHERE id = ?
            """);
    ofRoom =
        prepared.prepare(
            """
            INSERT INTO event (seq, account, at_ms, type, data)
            SELECT ?, account, ?, ?, ? FROM room WHERE id = ?
            """);
    ofAccount =
        prepared.prepare(
            "INSERT INTO event (seq, at_ms, type, data, account) VALUES (?, ?, ?, ?, ?)");
    purge =
        prepared.prepare(
            """
            DELETE FROM event WHERE seq IN (
              SELECT seq FROM event
              WHERE at_ms < ? AND seq < (SELECT MAX(seq) FROM event)
              ORDER BY at_ms LIMIT ?)
            """);
    withoutEvent =
        prepared.prepare("DELETE FROM webhook_delivery WHERE seq < (SELECT MIN(seq) FROM event)");
    try (ResultSet max = prepared.plain().executeQuery("SELECT COALESCE(MAX(seq), 0) FROM event")) {
      last = max.next() ? max.getLong(1) : 0;
    }
  }

  void append(ActivityRecord record) throws SQLException {
    Optional<Event> event = Event.of(record);
    if (event.isPresent()) {
      PreparedStatement insert = insertion(record);
      insert.setLong(1, ++last);
      insert.setLong(2, record.at().toEpochMilli());
      insert.setString(3, event.get().type().wire());
      insert.setString(4, Prepared.text(event.get().data()));
      insert.setString(5, owner(record));
      insert.executeUpdate();
    }
  }

  private PreparedStatement insertion(ActivityRecord record) {
    return switch (record) {
      case CallRecord _ -> ofCall;
      case RoomRecord _ -> ofRoom;
      case RingGroupRecord _,
          AgentRecord _,
          ChannelRecord _,
          ChannelTold _,
          LedgerRecord _,
          PermissionRecord _,
          PushRecord _,
          RateCardRecord _,
          UserRecord _ ->
          ofAccount;
    };
  }

  /// Where the account is written down: the row of the call or room, or the record itself.
  private static String owner(ActivityRecord record) {
    return switch (record) {
      case CallRecord call -> call.call().value();
      case RingGroupRecord groups -> groups.account().value();
      case ChannelRecord channel -> channel.account().value();
      case ChannelTold told -> told.account().value();
      case AgentRecord agent -> agent.account().value();
      case LedgerRecord money -> money.account().value();
      case PermissionRecord permission -> permission.account().value();
      case PushRecord push -> push.account().value();
      case RateCardRecord card -> card.account().value();
      case UserRecord users -> users.account().value();
      case RoomRecord room -> room.room().value();
    };
  }

  /// Deletes the oldest events from before that time; never the newest one, so that numbers are not
  /// given twice.
  int purge(Instant before, int limit) throws SQLException {
    purge.setLong(1, before.toEpochMilli());
    purge.setInt(2, limit);
    int gone = purge.executeUpdate();
    if (gone > 0) {
      withoutEvent.executeUpdate();
    }
    return gone;
  }
}
