package io.dering.gateway.storage;

import static io.dering.gateway.storage.Prepared.text;

import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.activity.CallRecord.CallClosed;
import io.dering.signaling.activity.CallRecord.CallEvent;
import io.dering.signaling.activity.CallRecord.CallOpened;
import io.dering.signaling.activity.CallRecord.CallPlaced;
import io.dering.signaling.activity.CustomerSearch;
import io.dering.signaling.call.CallEventKind;
import io.dering.signaling.call.Caller;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.PhoneNumber;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Appends calls and what happened to them. Those whom a look passed by are one row, which may be
/// written by [#flush] only. Used by [Statements] alone.
final class CallStatements {
  private final PreparedStatement open;
  private final PreparedStatement event;
  private final PreparedStatement taken;
  private final PreparedStatement calling;
  private final PreparedStatement placed;
  private final PreparedStatement connected;
  private final PreparedStatement close;
  private final PreparedStatement turn;
  private @Nullable PassedBy passedBy;

  CallStatements(Prepared prepared) throws SQLException {
    open =
        prepared.prepare(
            """
            INSERT INTO call (id, account, meta_call, channel, direction, customer_number,
              customer_user_id, customer_name, button_payload, link_payload, meta_time_ms,
              opened_at_ms, customer_key, customer_back, customer_parent_user_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """);
    event =
        prepared.prepare(
            """
            INSERT INTO call_event (call, sequence, at_ms, kind, agent, detail)
            VALUES (?, ?, ?, ?, ?, ?)
            """);
    taken =
        prepared.prepare(
            "UPDATE call SET agent = ?, taken_at_ms = ? WHERE id = ? AND closed_at_ms IS NULL");
    calling = prepared.prepare("UPDATE call SET agent = ? WHERE id = ? AND closed_at_ms IS NULL");
    placed = prepared.prepare("UPDATE call SET meta_call = ? WHERE id = ?");
    connected =
        prepared.prepare(
            "UPDATE call SET connected_at_ms = ? WHERE id = ? AND closed_at_ms IS NULL");
    close =
        prepared.prepare(
            """
            UPDATE call SET closed_at_ms = ?, status = ?, reason = ?, agent = ?, ring_ms = ?,
              talk_ms = ?, charge_minor = ?, meta_error_code = ?, meta_error_subcode = ?
            WHERE id = ? AND closed_at_ms IS NULL
            """);
    turn =
        prepared.prepare(
            """
            INSERT INTO ring_turn (account, ring_group, agent, at_ms)
            SELECT account, ?, ?, ? FROM call WHERE id = ?
            ON CONFLICT (account, ring_group)
            DO UPDATE SET agent = excluded.agent, at_ms = excluded.at_ms
            """);
  }

  void append(CallRecord record) throws SQLException {
    switch (record) {
      case CallOpened opened -> append(opened);
      case CallEvent happened -> append(happened);
      case CallPlaced known -> append(known);
      case CallClosed closed -> append(closed);
    }
  }

  private void append(CallOpened opened) throws SQLException {
    open.setString(1, opened.call().value());
    open.setString(2, opened.account().value());
    open.setString(3, opened.metaCall().value());
    open.setString(4, opened.channel().value());
    open.setString(5, opened.direction().name());
    open.setString(6, opened.customer().phone() == null ? null : opened.customer().phone().value());
    open.setString(7, text(opened.customer().userId()));
    open.setString(8, text(opened.customer().name()));
    open.setString(9, text(opened.payloads().button()));
    open.setString(10, text(opened.payloads().link()));
    open.setLong(11, opened.metaTime().toEpochMilli());
    open.setLong(12, opened.at().toEpochMilli());
    searchable(opened.customer());
    open.setString(15, text(opened.customer().parentUserId()));
    open.executeUpdate();
  }

  /// What the customer is found by later (REP-3).
  private void searchable(Caller customer) throws SQLException {
    String name = customer.name();
    PhoneNumber phone = customer.phone();
    open.setString(13, name == null ? null : text(CustomerSearch.fold(name)));
    open.setString(
        14, phone == null ? null : new StringBuilder(phone.value()).reverse().toString());
  }

  private void append(CallEvent happened) throws SQLException {
    if (passedBy != null && passedBy.takes(happened)) {
      return;
    }
    flush();
    if (PassedBy.is(happened)) {
      passedBy = PassedBy.of(happened);
      return;
    }
    insert(happened);
    changeRow(happened);
  }

  /// Before a commit.
  void flush() throws SQLException {
    PassedBy gathered = passedBy;
    if (gathered != null) {
      passedBy = null;
      insert(gathered.row());
    }
  }

  /// After a rollback.
  void forget() {
    passedBy = null;
  }

  private void insert(CallEvent happened) throws SQLException {
    event.setString(1, happened.call().value());
    event.setLong(2, happened.sequence());
    event.setLong(3, happened.at().toEpochMilli());
    event.setString(4, happened.kind().name());
    event.setString(5, value(happened.agent()));
    event.setString(6, text(happened.detail()));
    event.executeUpdate();
  }

  /// What the call's own row says of it.
  private void changeRow(CallEvent happened) throws SQLException {
    if (happened.kind() == CallEventKind.TAKEN) {
      taken.setString(1, value(happened.agent()));
      taken.setLong(2, happened.at().toEpochMilli());
      taken.setString(3, happened.call().value());
      requireOne(taken.executeUpdate());
    } else if (happened.kind() == CallEventKind.CALLING) {
      calling.setString(1, value(happened.agent()));
      calling.setString(2, happened.call().value());
      requireOne(calling.executeUpdate());
    } else if (happened.kind() == CallEventKind.CONNECTED) {
      connected.setLong(1, happened.at().toEpochMilli());
      connected.setString(2, happened.call().value());
      requireOne(connected.executeUpdate());
    } else if (happened.kind() == CallEventKind.TURN_MOVED) {
      turn.setString(1, happened.detail());
      turn.setString(2, value(happened.agent()));
      turn.setLong(3, happened.at().toEpochMilli());
      turn.setString(4, happened.call().value());
      requireOne(turn.executeUpdate());
    }
  }

  private void append(CallPlaced known) throws SQLException {
    placed.setString(1, known.metaCall().value());
    placed.setString(2, known.call().value());
    requireOne(placed.executeUpdate());
  }

  private void append(CallClosed closed) throws SQLException {
    close.setLong(1, closed.at().toEpochMilli());
    close.setString(2, closed.status().name());
    close.setString(3, closed.reason().name());
    close.setString(4, value(closed.agent()));
    close.setLong(5, closed.ringMs());
    close.setLong(6, closed.talkMs());
    close.setLong(7, closed.chargeMinor());
    close.setObject(8, closed.metaErrorCode());
    close.setObject(9, closed.metaErrorSubcode());
    close.setString(10, closed.call().value());
    requireOne(close.executeUpdate());
  }

  private static @Nullable String value(@Nullable AgentId agent) {
    return agent == null ? null : agent.value();
  }

  private static void requireOne(int rows) {
    if (rows != 1) {
      throw new StoreFailure(
          StoreFailure.Kind.CONFLICT, "The call of a record is not open: " + rows + " rows.");
    }
  }
}
