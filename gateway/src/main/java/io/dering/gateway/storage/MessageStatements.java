package io.dering.gateway.storage;

import static io.dering.gateway.storage.Prepared.text;

import io.dering.signaling.activity.RoomRecord.MediaKept;
import io.dering.signaling.activity.RoomRecord.MediaLost;
import io.dering.signaling.activity.RoomRecord.MessageKept;
import io.dering.signaling.activity.RoomRecord.MessageReported;
import io.dering.signaling.activity.RoomRecord.MessageSent;
import io.dering.signaling.room.Message;
import io.dering.signaling.room.MessageKind;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// Keeps what was written and recorded in rooms. Used by [RoomStatements] alone.
final class MessageStatements {
  private final PreparedStatement message;
  private final PreparedStatement sent;
  private final PreparedStatement report;
  private final RecordingStatements recordings;

  MessageStatements(Prepared prepared) throws SQLException {
    message =
        prepared.prepare(
            """
            INSERT INTO room_message (account, id, room, direction, kind, body, media_id, answers,
              sent_at_ms, at_ms, call)
            VALUES (?, ?, ?, 'INBOUND', ?, ?, ?, ?, ?, ?, COALESCE(CAST(? AS TEXT),
              (SELECT id FROM call WHERE meta_call = ? AND account = ?)))
            """);
    recordings = new RecordingStatements(prepared);
    // A report of Meta's may have been quicker than our own note of what was sent. Its time is in
    // whole seconds: by that the message could stand before the one that it answers.
    sent =
        prepared.prepare(
            """
            INSERT INTO room_message (account, id, room, direction, kind, body, agent, sent_at_ms,
              at_ms)
            VALUES (?, ?, ?, 'OUTBOUND', ?, ?, ?, ?, ?)
            ON CONFLICT (account, id) DO UPDATE SET kind = excluded.kind, body = excluded.body,
              agent = excluded.agent, sent_at_ms = excluded.sent_at_ms
            WHERE room_message.direction = 'OUTBOUND'
            """);
    report =
        prepared.prepare(
            """
            INSERT INTO room_message (account, id, room, direction, kind, sent_at_ms, at_ms,
              status, status_rank, status_at_ms)
            VALUES (?, ?, ?, 'OUTBOUND', 'SENT', ?, ?, ?, ?, ?)
            ON CONFLICT (account, id) DO UPDATE SET status = excluded.status,
              status_rank = excluded.status_rank, status_at_ms = excluded.status_at_ms
            WHERE room_message.direction = 'OUTBOUND'
              AND COALESCE(room_message.status_rank, 0) < excluded.status_rank
            """);
  }

  void append(MessageKept kept) throws SQLException {
    Message of = kept.message();
    message.setString(1, kept.account().value());
    message.setString(2, text(of.id().value()));
    message.setString(3, kept.room().value());
    message.setString(4, of.kind().name());
    message.setString(5, text(of.text()));
    message.setString(6, text(of.mediaId()));
    message.setString(7, of.answers() == null ? null : text(of.answers().value()));
    message.setLong(8, kept.sentAt().toEpochMilli());
    message.setLong(9, kept.at().toEpochMilli());
    message.setString(10, kept.call() == null ? null : kept.call().value());
    // A voicemail that comes long after its call is still known by its id (IN-10).
    message.setString(11, of.kind() == MessageKind.VOICEMAIL ? text(of.id().value()) : null);
    message.setString(12, kept.account().value());
    message.executeUpdate();
    recordings.wanted(kept);
  }

  void append(MessageSent of) throws SQLException {
    sent.setString(1, of.account().value());
    sent.setString(2, text(of.message().value()));
    sent.setString(3, of.room().value());
    sent.setString(4, of.kind().name());
    sent.setString(5, text(of.text()));
    sent.setString(6, of.by() == null ? null : of.by().value());
    sent.setLong(7, of.at().toEpochMilli());
    sent.setLong(8, of.at().toEpochMilli());
    sent.executeUpdate();
  }

  void append(MessageReported reported) throws SQLException {
    report.setString(1, reported.account().value());
    report.setString(2, text(reported.message().value()));
    report.setString(3, reported.room().value());
    report.setLong(4, reported.reportedAt().toEpochMilli());
    report.setLong(5, reported.at().toEpochMilli());
    report.setString(6, reported.status().name());
    report.setInt(7, reported.status().rank());
    report.setLong(8, reported.reportedAt().toEpochMilli());
    report.executeUpdate();
  }

  void append(MediaKept kept) throws SQLException {
    recordings.kept(kept);
  }

  void append(MediaLost lost) throws SQLException {
    recordings.lost(lost);
  }
}
