package io.dering.signaling.event;

import com.fasterxml.jackson.core.JsonGenerator;
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
import io.dering.signaling.agent.User;
import io.dering.signaling.call.Caller;
import io.dering.signaling.call.Direction;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.json.JsonWriter;
import io.dering.signaling.room.RoomEventKind;
import io.dering.signaling.routing.RingGroup;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One event, without the id and the time that the store gives it.
///
/// @param data the fields of the event's `data`, a JSON object
public record Event(EventType type, String data) {
  private static final JsonWriter JSON = new JsonWriter();

  /// What a durable record tells the business's system; most tell nothing.
  public static Optional<Event> of(ActivityRecord written) {
    return switch (written) {
      case CallRecord.CallOpened opened -> Optional.of(offered(opened));
      case CallRecord.CallPlaced _ -> Optional.empty();
      case CallRecord.CallEvent happened -> type(happened).map(type -> of(type, happened));
      case CallRecord.CallClosed closed -> Optional.of(ended(closed));
      case RingGroupRecord groups -> Optional.of(changed(groups));
      case RoomRecord ofRoom -> of(ofRoom);
      case ChannelRecord channel -> Optional.of(changed(channel));
      case PermissionRecord permission -> PermissionEvents.of(permission);
      case UserRecord users -> Optional.of(changed(users));
      case ChannelTold told -> Optional.of(ChannelEvents.of(told));
      // Who is there is asked for (`GET /v1/agents`): it changes too often to be told.
      case AgentRecord _ -> Optional.empty();
      case LedgerRecord _, RateCardRecord _ -> Optional.empty();
      // Nobody's business but the agent's own.
      case PushRecord _ -> Optional.empty();
    };
  }

  private static Optional<EventType> type(CallRecord.CallEvent happened) {
    return switch (happened.kind()) {
      case OFFERED_TO_AGENT -> Optional.of(EventType.CALL_RINGING);
      case DECLINED -> Optional.of(EventType.CALL_DECLINED);
      case TAKEN -> Optional.of(EventType.CALL_ANSWERED);
      case CONNECTED -> Optional.of(EventType.CALL_CONNECTED);
      case CUSTOMER_RINGS -> Optional.of(EventType.CALL_CUSTOMER_RINGING);
      default -> Optional.empty();
    };
  }

  private static Event of(EventType type, CallRecord.CallEvent happened) {
    return event(
        type,
        out -> {
          out.writeStringField("call", happened.call().value());
          text(out, "agent", value(happened.agent()));
        });
  }

  private static Event offered(CallRecord.CallOpened opened) {
    return event(
        opened.direction() == Direction.OUTBOUND ? EventType.CALL_DIALLED : EventType.CALL_OFFERED,
        out -> {
          out.writeStringField("call", opened.call().value());
          out.writeStringField("channel", opened.channel().value());
          out.writeStringField("direction", word(opened.direction()));
          customer(out, opened.customer());
          // IN-14: what the call button or the link carried.
          text(out, "button_payload", opened.payloads().button());
          text(out, "link_payload", opened.payloads().link());
        });
  }

  private static Event ended(CallRecord.CallClosed closed) {
    return event(
        EventType.CALL_ENDED,
        out -> {
          out.writeStringField("call", closed.call().value());
          out.writeStringField("status", word(closed.status()));
          out.writeStringField("reason", word(closed.reason()));
          out.writeStringField("ended_by", word(closed.reason().endedBy()));
          text(out, "agent", value(closed.agent()));
          out.writeNumberField("ring_ms", closed.ringMs());
          out.writeNumberField("talk_ms", closed.talkMs());
          out.writeNumberField("charge_minor", closed.chargeMinor());
          number(out, "meta_error_code", closed.metaErrorCode());
          number(out, "meta_error_subcode", closed.metaErrorSubcode());
        });
  }

  private static Optional<Event> of(RoomRecord written) {
    return switch (written) {
      case RoomRecord.RoomMoved moved -> type(moved.kind()).map(type -> moved(type, moved));
      case RoomRecord.RoomsMerged merged -> Optional.of(merged(merged));
      case RoomRecord.MessageKept kept -> Optional.of(received(kept));
      case RoomRecord.MessageSent sent -> Optional.of(sent(sent));
      case RoomRecord.MediaKept kept -> Optional.of(mediaKept(kept));
      case RoomRecord.MediaLost lost -> Optional.of(mediaLost(lost));
      case RoomRecord.RoomKept _,
          RoomRecord.CustomerKnown _,
          RoomRecord.MessageReported _,
          RoomRecord.NoteAdded _,
          RoomRecord.LabelsSet _ ->
          Optional.empty();
    };
  }

  private static Optional<EventType> type(RoomEventKind kind) {
    return switch (kind) {
      case OPENED, REOPENED -> Optional.of(EventType.ROOM_OPENED);
      case ASSIGNED, TAKEN_OVER -> Optional.of(EventType.ROOM_ASSIGNED);
      case RESOLVED -> Optional.of(EventType.ROOM_RESOLVED);
      case MERGED -> Optional.empty();
      case ARCHIVED -> Optional.of(EventType.ROOM_ARCHIVED);
      case UNARCHIVED -> Optional.of(EventType.ROOM_UNARCHIVED);
    };
  }

  private static Event moved(EventType type, RoomRecord.RoomMoved moved) {
    return event(
        type,
        out -> {
          out.writeStringField("room", moved.room().value());
          out.writeArrayFieldStart("agents");
          for (AgentId agent : moved.state().agents()) {
            out.writeString(agent.value());
          }
          out.writeEndArray();
          text(out, "by", value(moved.by()));
        });
  }

  private static Event merged(RoomRecord.RoomsMerged merged) {
    return event(
        EventType.ROOM_MERGED,
        out -> {
          out.writeStringField("room", merged.room().value());
          out.writeStringField("absorbed", merged.absorbed().value());
        });
  }

  private static Event received(RoomRecord.MessageKept kept) {
    return event(
        EventType.ROOM_MESSAGE_RECEIVED,
        out -> {
          out.writeStringField("room", kept.room().value());
          out.writeStringField("message", kept.message().id().value());
          out.writeStringField("kind", word(kept.message().kind()));
          // IN-10: whose voicemail it is.
          text(out, "call", kept.call() == null ? null : kept.call().value());
        });
  }

  private static Event sent(RoomRecord.MessageSent sent) {
    return event(
        EventType.ROOM_MESSAGE_SENT,
        out -> {
          out.writeStringField("room", sent.room().value());
          out.writeStringField("message", sent.message().value());
          out.writeStringField("kind", word(sent.kind()));
          text(out, "by", value(sent.by()));
        });
  }

  private static Event mediaKept(RoomRecord.MediaKept kept) {
    return event(
        EventType.ROOM_MEDIA_KEPT,
        out -> {
          out.writeStringField("room", kept.room().value());
          out.writeStringField("message", kept.message().value());
          out.writeStringField("type", kept.type());
          out.writeNumberField("size_bytes", kept.sizeBytes());
        });
  }

  private static Event mediaLost(RoomRecord.MediaLost lost) {
    return event(
        EventType.ROOM_MEDIA_LOST,
        out -> {
          out.writeStringField("room", lost.room().value());
          out.writeStringField("message", lost.message().value());
          out.writeStringField("reason", lost.reason());
        });
  }

  private static Event changed(ChannelRecord record) {
    return event(
        EventType.CHANNEL_CHANGED,
        out -> out.writeStringField("channel", record.settings().channel().value()));
  }

  private static Event changed(RingGroupRecord record) {
    return event(
        EventType.RING_GROUPS_CHANGED,
        out -> {
          out.writeArrayFieldStart("ring_groups");
          for (RingGroup group : record.groups()) {
            out.writeString(group.id().value());
          }
          out.writeEndArray();
        });
  }

  private static Event changed(UserRecord record) {
    return event(
        EventType.USERS_CHANGED,
        out -> {
          out.writeArrayFieldStart("users");
          for (User user : record.users()) {
            out.writeString(user.agent().id().value());
          }
          out.writeEndArray();
        });
  }

  private static Event event(EventType type, JsonWriter.Content fields) {
    return new Event(
        type,
        JSON.write(out -> {
          out.writeStartObject();
          fields.writeTo(out);
          out.writeEndObject();
        }));
  }

  private static void customer(JsonGenerator out, Caller customer) throws IOException {
    PhoneNumber phone = customer.phone();
    out.writeObjectFieldStart("customer");
    text(out, "name", customer.name());
    text(out, "number", phone == null ? null : phone.value());
    text(out, "user_id", customer.userId());
    out.writeEndObject();
  }

  private static @Nullable String value(@Nullable AgentId agent) {
    return agent == null ? null : agent.value();
  }

  private static void text(JsonGenerator out, String name, @Nullable String value)
      throws IOException {
    if (value == null) {
      out.writeNullField(name);
    } else {
      out.writeStringField(name, value);
    }
  }

  private static void number(JsonGenerator out, String name, @Nullable Integer value)
      throws IOException {
    if (value == null) {
      out.writeNullField(name);
    } else {
      out.writeNumberField(name, value);
    }
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
