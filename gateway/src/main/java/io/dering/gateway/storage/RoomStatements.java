package io.dering.gateway.storage;

import static io.dering.gateway.storage.Prepared.text;

import io.dering.signaling.activity.RoomRecord;
import io.dering.signaling.activity.RoomRecord.CustomerKnown;
import io.dering.signaling.activity.RoomRecord.LabelsSet;
import io.dering.signaling.activity.RoomRecord.MediaKept;
import io.dering.signaling.activity.RoomRecord.MediaLost;
import io.dering.signaling.activity.RoomRecord.MessageKept;
import io.dering.signaling.activity.RoomRecord.MessageReported;
import io.dering.signaling.activity.RoomRecord.MessageSent;
import io.dering.signaling.activity.RoomRecord.NoteAdded;
import io.dering.signaling.activity.RoomRecord.RoomKept;
import io.dering.signaling.activity.RoomRecord.RoomMoved;
import io.dering.signaling.activity.RoomRecord.RoomsMerged;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.room.Alias;
import io.dering.signaling.room.Customer;
import io.dering.signaling.room.Label;
import io.dering.signaling.room.Room;
import io.dering.signaling.room.RoomState;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Keeps rooms and what happens in them. Used by [Statements] alone.
final class RoomStatements {
  private final PreparedStatement room;
  private final PreparedStatement name;
  private final PreparedStatement withoutAliases;
  private final PreparedStatement alias;
  private final PreparedStatement event;
  private final PreparedStatement withoutAgents;
  private final PreparedStatement agent;
  private final MessageStatements messages;
  private final PreparedStatement note;
  private final PreparedStatement withoutLabels;
  private final PreparedStatement label;
  private final List<PreparedStatement> merges;

  RoomStatements(Prepared prepared) throws SQLException {
    room =
        prepared.prepare(
            """
            INSERT INTO room (id, account, channel, state, first_at_ms, last_at_ms, wrote_at_ms,
              events, archived)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET state = excluded.state,
              first_at_ms = excluded.first_at_ms, last_at_ms = excluded.last_at_ms,
              wrote_at_ms = excluded.wrote_at_ms, events = excluded.events,
              archived = excluded.archived
            """);
    name = prepared.prepare("UPDATE room SET customer_name = ?, name_key = ? WHERE id = ?");
    withoutAliases = prepared.prepare("DELETE FROM room_alias WHERE room = ?");
    alias =
        prepared.prepare(
            """
            INSERT INTO room_alias (account, channel, kind, value, room, place)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (account, channel, kind, value)
            DO UPDATE SET room = excluded.room, place = excluded.place
            """);
    event =
        prepared.prepare(
            """
            INSERT INTO room_event (room, place, at_ms, kind, agent, agents)
            VALUES (?, ?, ?, ?, ?, ?)
            """);
    withoutAgents = prepared.prepare("DELETE FROM room_agent WHERE room = ?");
    agent = prepared.prepare("INSERT INTO room_agent (room, agent, place) VALUES (?, ?, ?)");
    messages = new MessageStatements(prepared);
    note =
        prepared.prepare(
            "INSERT INTO room_note (id, account, room, at_ms, agent, body)"
                + " VALUES (?, ?, ?, ?, ?, ?)");
    withoutLabels = prepared.prepare("DELETE FROM room_label WHERE room = ?");
    label =
        prepared.prepare("INSERT INTO room_label (room, name, colour, place) VALUES (?, ?, ?, ?)");
    merges =
        List.of(
            prepared.prepare("UPDATE room_alias SET room = ? WHERE room = ?"),
            prepared.prepare("UPDATE room_message SET room = ? WHERE room = ?"),
            prepared.prepare("UPDATE room_note SET room = ? WHERE room = ?"),
            prepared.prepare("UPDATE room SET merged_into = ? WHERE merged_into = ?"),
            prepared.prepare("UPDATE room SET merged_into = ? WHERE id = ?"),
            // Those that both have stay behind.
            prepared.prepare(
                """
                INSERT INTO room_label (room, name, colour, place)
                SELECT ?, name, colour, place + 1000 FROM room_label WHERE room = ?
                ON CONFLICT (room, name) DO NOTHING
                """));
  }

  void append(RoomRecord record) throws SQLException {
    switch (record) {
      case RoomKept kept -> append(kept);
      case CustomerKnown known -> append(known);
      case RoomMoved moved -> append(moved);
      case MessageKept kept -> messages.append(kept);
      case MessageSent of -> messages.append(of);
      case MessageReported reported -> messages.append(reported);
      case MediaKept kept -> messages.append(kept);
      case MediaLost lost -> messages.append(lost);
      case RoomsMerged merged -> append(merged);
      case NoteAdded added -> append(added);
      case LabelsSet set -> append(set);
    }
  }

  private void append(RoomKept kept) throws SQLException {
    Room of = kept.kept();
    room.setString(1, of.id().value());
    room.setString(2, kept.account().value());
    room.setString(3, of.channel().value());
    room.setString(4, state(of.state()));
    room.setLong(5, of.firstAt().toEpochMilli());
    room.setLong(6, of.lastAt().toEpochMilli());
    room.setObject(7, millis(of.wroteAt()));
    room.setLong(8, of.events());
    room.setLong(9, of.archived() ? 1 : 0);
    room.executeUpdate();
  }

  private void append(CustomerKnown known) throws SQLException {
    String id = known.room().value();
    Customer customer = known.of().customer();
    String called = text(customer.name());
    name.setString(1, called);
    name.setString(2, called == null ? null : called.toLowerCase(Locale.ROOT));
    name.setString(3, id);
    name.executeUpdate();
    withoutAliases.setString(1, id);
    withoutAliases.executeUpdate();
    int place = 0;
    for (Alias each : customer.aliases()) {
      alias.setString(1, known.account().value());
      alias.setString(2, known.of().channel().value());
      alias.setString(3, each.kind().name());
      alias.setString(4, text(each.value()));
      alias.setString(5, id);
      alias.setInt(6, place++);
      alias.executeUpdate();
    }
  }

  private void append(RoomMoved moved) throws SQLException {
    String id = moved.room().value();
    List<String> agents = moved.state().agents().stream().map(AgentId::value).toList();
    event.setString(1, id);
    event.setInt(2, moved.place());
    event.setLong(3, moved.at().toEpochMilli());
    event.setString(4, moved.kind().name());
    event.setString(5, moved.by() == null ? null : moved.by().value());
    event.setString(6, String.join("\n", agents));
    event.executeUpdate();
    withoutAgents.setString(1, id);
    withoutAgents.executeUpdate();
    int place = 0;
    for (String each : agents) {
      agent.setString(1, id);
      agent.setString(2, each);
      agent.setInt(3, place++);
      agent.executeUpdate();
    }
  }

  private void append(RoomsMerged merged) throws SQLException {
    for (PreparedStatement merge : merges) {
      merge.setString(1, merged.room().value());
      merge.setString(2, merged.absorbed().value());
      merge.executeUpdate();
    }
    withoutAgents.setString(1, merged.absorbed().value());
    withoutAgents.executeUpdate();
  }

  private void append(NoteAdded added) throws SQLException {
    note.setString(1, added.note());
    note.setString(2, added.account().value());
    note.setString(3, added.room().value());
    note.setLong(4, added.at().toEpochMilli());
    note.setString(5, added.by() == null ? null : added.by().value());
    note.setString(6, text(added.text()));
    note.executeUpdate();
  }

  private void append(LabelsSet set) throws SQLException {
    withoutLabels.setString(1, set.room().value());
    withoutLabels.executeUpdate();
    int place = 0;
    for (Label each : set.labels()) {
      label.setString(1, set.room().value());
      label.setString(2, text(each.name()));
      label.setString(3, each.colour());
      label.setInt(4, place++);
      label.executeUpdate();
    }
  }

  private static String state(RoomState state) {
    return switch (state) {
      case RoomState.Open _ -> "OPEN";
      case RoomState.Answered _ -> "ANSWERED";
      case RoomState.Resolved _ -> "RESOLVED";
    };
  }

  private static @Nullable Long millis(@Nullable Instant instant) {
    return instant == null ? null : instant.toEpochMilli();
  }
}
