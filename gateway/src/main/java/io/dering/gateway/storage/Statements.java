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
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/// The writing side's SQL, each statement prepared once: the inbox here, what the switchboards
/// append in a class for each kind. One owner: the thread of [CommitLoop].
final class Statements implements AutoCloseable {
  private final Dialect dialect;
  private final Prepared prepared;
  private final CallStatements calls;
  private final RingGroupStatements ringGroups;
  private final EventStatements events;
  private final AgentStatements agents;
  private final RoomStatements rooms;
  private final ChannelStatements channels;
  private final LedgerStatements ledger;
  private final PushStatements pushes;
  private final RateCardStatements rateCards;
  private final UserStatements users;
  private final ToldStatements told;
  private final PermissionStatements permissions;
  private final PreparedStatement receive;
  private final PreparedStatement processed;
  private final PreparedStatement purge;
  private long lastInboxId;

  Statements(Connection connection, Dialect dialect) throws SQLException {
    this.dialect = dialect;
    prepared = new Prepared(connection);
    calls = new CallStatements(prepared);
    ringGroups = new RingGroupStatements(prepared);
    events = new EventStatements(prepared);
    agents = new AgentStatements(prepared);
    rooms = new RoomStatements(prepared);
    channels = new ChannelStatements(prepared);
    ledger = new LedgerStatements(prepared);
    pushes = new PushStatements(prepared);
    rateCards = new RateCardStatements(prepared);
    users = new UserStatements(prepared);
    told = new ToldStatements(prepared);
    permissions = new PermissionStatements(prepared);
    receive =
        prepared.prepare("INSERT INTO webhook_inbox (id, received_at_ms, body) VALUES (?, ?, ?)");
    processed =
        prepared.prepare(
            "UPDATE webhook_inbox SET processed_at_ms = ? WHERE id = ? AND processed_at_ms IS NULL");
    purge =
        prepared.prepare(
            """
            DELETE FROM webhook_inbox WHERE id IN (
              SELECT id FROM webhook_inbox WHERE processed_at_ms < ?
              ORDER BY processed_at_ms LIMIT ?)
            """);
    try (ResultSet max =
        prepared.plain().executeQuery("SELECT COALESCE(MAX(id), 0) FROM webhook_inbox")) {
      lastInboxId = max.next() ? max.getLong(1) : 0;
    }
  }

  Dialect dialect() {
    return dialect;
  }

  void execute(String sql) throws SQLException {
    prepared.say(sql);
  }

  <T> T run(SqlWork<T> work) throws SQLException {
    return work.run(prepared.connection());
  }

  /// The record, and the event that it tells backends.
  void append(ActivityRecord record) throws SQLException {
    switch (record) {
      case CallRecord ofCall -> calls.append(ofCall);
      case RingGroupRecord groups -> ringGroups.append(groups);
      case AgentRecord ofAgent -> agents.append(ofAgent);
      case RoomRecord ofRoom -> rooms.append(ofRoom);
      case ChannelRecord channel -> channels.append(channel);
      case LedgerRecord money -> ledger.append(money);
      case PushRecord push -> pushes.append(push);
      case RateCardRecord card -> rateCards.append(card);
      case UserRecord all -> users.append(all);
      case ChannelTold ofChannel -> told.append(ofChannel);
      case PermissionRecord permission -> permissions.append(permission);
    }
    events.append(record);
  }

  /// Writes what is gathered over several records. Before a commit.
  void flush() throws SQLException {
    calls.flush();
    ledger.flush();
  }

  /// Something was rolled back, and what is remembered may not be so any more.
  void forget() {
    calls.forget();
    ledger.forget();
  }

  void processed(long id, Instant at) throws SQLException {
    processed.setLong(1, at.toEpochMilli());
    processed.setLong(2, id);
    processed.executeUpdate();
  }

  /// The new entry's id: growing within the life of the process.
  long receive(byte[] body, Instant at) throws SQLException {
    long id = ++lastInboxId;
    receive.setLong(1, id);
    receive.setLong(2, at.toEpochMilli());
    receive.setBytes(3, body);
    receive.executeUpdate();
    return id;
  }

  /// Webhooks of Meta's from before that time, and events of ours from before the other.
  int purge(Instant before, Instant eventsBefore, int limit) throws SQLException {
    purge.setLong(1, before.toEpochMilli());
    purge.setInt(2, limit);
    return purge.executeUpdate() + events.purge(eventsBefore, limit);
  }

  @Override
  public void close() throws SQLException {
    prepared.close();
  }
}
