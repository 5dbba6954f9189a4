package io.dering.gateway.conductor;

import io.dering.gateway.storage.SampleCall;
import io.dering.signaling.activity.ActivityRecord;
import io.dering.signaling.activity.RoomRecord;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.id.RoomId;
import io.dering.signaling.room.Alias;
import io.dering.signaling.room.Customer;
import io.dering.signaling.room.Message;
import io.dering.signaling.room.MessageKind;
import io.dering.signaling.room.Room;
import io.dering.signaling.room.RoomEventKind;
import io.dering.signaling.room.RoomState;
import java.time.Instant;
import java.util.List;

/// A room of the crash test's, by its number: a customer who wrote, and the agent whom the room was
/// given to.
record KilledRooms(int number) {
  private static final Instant AT = SampleCall.START;

  RoomId room() {
    return new RoomId("room_%08d".formatted(number));
  }

  MessageId message() {
    return new MessageId("wamid." + number);
  }

  RoomState assigned() {
    return new RoomState.Answered(List.of(new AgentId("agent-" + number % 8)));
  }

  List<ActivityRecord> written() {
    Room room = room(new RoomState.Open(), 1);
    return List.of(
        new RoomRecord.RoomKept(AT, SampleCall.ACCOUNT, room),
        new RoomRecord.CustomerKnown(AT, SampleCall.ACCOUNT, room),
        new RoomRecord.RoomMoved(room(), AT, 1, RoomEventKind.OPENED, null, room.state()),
        new RoomRecord.MessageKept(
            AT,
            SampleCall.ACCOUNT,
            room(),
            new Message(message(), MessageKind.TEXT, "hello", null, null),
            AT));
  }

  List<ActivityRecord> moved() {
    Room room = room(assigned(), 2);
    return List.of(
        new RoomRecord.RoomKept(AT, SampleCall.ACCOUNT, room),
        new RoomRecord.RoomMoved(room(), AT, 2, RoomEventKind.ASSIGNED, null, room.state()));
  }

  private Room room(RoomState state, int events) {
    Customer customer = new Customer("Wati", List.of(new Alias(Alias.Kind.USER, "ID." + number)));
    return new Room(room(), new ChannelId("100000000000001"), customer, state, AT, AT, AT, events);
  }
}
