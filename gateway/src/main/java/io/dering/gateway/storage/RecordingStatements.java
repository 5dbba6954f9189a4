package io.dering.gateway.storage;

import static io.dering.gateway.storage.Prepared.text;

import io.dering.signaling.activity.RoomRecord.MediaKept;
import io.dering.signaling.activity.RoomRecord.MediaLost;
import io.dering.signaling.activity.RoomRecord.MessageKept;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.room.Attachment;
import io.dering.signaling.room.MessageKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HexFormat;

/// Notes that a recording is wanted, and how that ended (IN-10). Used by [RoomStatements] alone.
final class RecordingStatements {
  private static final int ID_BYTES = 16;

  private final PreparedStatement wanted;
  private final PreparedStatement kept;
  private final PreparedStatement lost;

  RecordingStatements(Prepared prepared) throws SQLException {
    wanted =
        prepared.prepare(
            """
            INSERT INTO room_media (account, message, id, channel, media_id, type, sha256, state,
              attempts, first_at_ms, due_at_ms)
            SELECT ?, ?, ?, channel, ?, ?, ?, 'WAITING', 0, ?, ? FROM room WHERE id = ?
            """);
    kept =
        prepared.prepare(
            """
            UPDATE room_media SET state = 'KEPT', attempts = attempts + 1, type = ?, size_bytes = ?,
              kept_at_ms = ?, failure = NULL
            WHERE account = ? AND message = ? AND state = 'WAITING'
            """);
    lost =
        prepared.prepare(
            """
            UPDATE room_media SET state = 'LOST', attempts = attempts + 1, failure = ?
            WHERE account = ? AND message = ? AND state = 'WAITING'
            """);
  }

  /// A message with a recording: Meta is to be asked for it.
  void wanted(MessageKept of) throws SQLException {
    Attachment recording = of.message().attachment();
    MessageKind kind = of.message().kind();
    if (recording == null || !(kind == MessageKind.AUDIO || kind == MessageKind.VOICEMAIL)) {
      return;
    }
    wanted.setString(1, of.account().value());
    wanted.setString(2, text(of.message().id().value()));
    wanted.setString(3, id(of.account(), of.message().id()));
    wanted.setString(4, text(recording.mediaId()));
    wanted.setString(5, text(recording.type()));
    wanted.setString(6, text(recording.sha256()));
    wanted.setLong(7, of.at().toEpochMilli());
    wanted.setLong(8, of.at().toEpochMilli());
    wanted.setString(9, of.room().value());
    wanted.executeUpdate();
  }

  void kept(MediaKept of) throws SQLException {
    kept.setString(1, text(of.type()));
    kept.setLong(2, of.sizeBytes());
    kept.setLong(3, of.at().toEpochMilli());
    kept.setString(4, of.account().value());
    kept.setString(5, text(of.message().value()));
    kept.executeUpdate();
  }

  void lost(MediaLost of) throws SQLException {
    lost.setString(1, of.reason());
    lost.setString(2, of.account().value());
    lost.setString(3, text(of.message().value()));
    lost.executeUpdate();
  }

  /// The same for the same message however often it comes, and fit for the name of a file, which
  /// Meta's id is not.
  private static String id(AccountId account, MessageId message) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(account.value().getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      digest.update(message.value().getBytes(StandardCharsets.UTF_8));
      return "media_" + HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
