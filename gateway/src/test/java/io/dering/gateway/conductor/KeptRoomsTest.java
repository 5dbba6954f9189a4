package io.dering.gateway.conductor;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.storage.Place;
import io.dering.gateway.storage.TestDatabase;
import io.dering.signaling.backend.BackendAnswer;
import io.dering.signaling.backend.RequestId;
import io.dering.signaling.backend.RoomAnswer;
import io.dering.signaling.backend.RoomRequest;
import io.dering.signaling.call.Caller;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.id.RoomId;
import io.dering.signaling.room.Actor;
import io.dering.signaling.room.Customer;
import io.dering.signaling.room.Message;
import io.dering.signaling.room.MessageKind;
import io.dering.signaling.room.Recall;
import io.dering.signaling.room.Room;
import io.dering.signaling.room.RoomState;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Rooms outlive the process, and a message has its effect once, whoever was killed in between.
final class KeptRoomsTest {
  private static final Caller WATI = new Caller(new PhoneNumber("6281234567890"), "ID.1", "Wati");

  @TempDir Path folder;

  /// RM-1, RM-2, IN-3a across two starts.
  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void aRoomIsAssignedReadAgainAndReopenedAfterRestarts(TestDatabase database) {
    Place place = database.place(folder);
    RoomId room;
    try (CallCentre first = new CallCentre(place, CallCentre.START)) {
      Conductor conductor = first.conductor();
      conductor.restore();
      conductor.offer(wrote("wamid.1"));
      conductor.step();
      room = rooms(first).getFirst().id();
      assertThat(ask(first, conductor, new RoomRequest.AssignRoom(room, backend(), ayu())))
          .isInstanceOf(RoomAnswer.TheRoom.class);
    }
    try (CallCentre second = new CallCentre(place, CallCentre.START.plusSeconds(60))) {
      Conductor conductor = second.conductor();
      conductor.restore();
      conductor.offer(wrote("wamid.1"));
      conductor.step();
      assertThat(rooms(second)).extracting(Room::id).containsExactly(room);
      CallCentre.agentComes(conductor);
      conductor.offer(second.offered(1));
      conductor.step();
      second.pass(Duration.ofSeconds(1));
      conductor.step();
      assertThat(second.violated).hasValue(0);
      assertThat(ask(second, conductor, new RoomRequest.ResolveRoom(room, backend())))
          .isInstanceOf(RoomAnswer.TheRoom.class);
    }
    try (CallCentre third = new CallCentre(place, CallCentre.START.plusSeconds(120))) {
      Conductor conductor = third.conductor();
      conductor.restore();
      conductor.offer(wrote("wamid.2"));
      conductor.step();
      assertThat(rooms(third))
          .singleElement()
          .satisfies(again -> {
            assertThat(again.id()).isEqualTo(room);
            assertThat(again.state()).isEqualTo(new RoomState.Open());
            assertThat(again.events()).isEqualTo(4);
          });
      assertThat(third.violated).hasValue(0);
    }
  }

  /// RM-2: ids that a store cannot hold apart lead to one room, before a restart and after it.
  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void aCustomerOfOddLettersKeepsTheRoomAcrossARestart(TestDatabase database) {
    Place place = database.place(folder);
    List<Caller> odd =
        List.of(
            new Caller(null, "u\0", "Wati\0"),
            new Caller(null, "u\uD800", "Wati\uDC00"),
            new Caller(null, "u\uFFFD", "Wati\uFFFD"));
    int messages = 0;
    List<RoomId> before;
    try (CallCentre first = new CallCentre(place, CallCentre.START)) {
      Conductor conductor = first.conductor();
      conductor.restore();
      for (Caller each : odd) {
        conductor.offer(wrote("wamid." + ++messages, each));
      }
      conductor.step();
      before = rooms(first, odd.getLast()).stream().map(Room::id).toList();
      assertThat(before).hasSize(1);
      assertThat(first.violated).hasValue(0);
    }
    try (CallCentre second = new CallCentre(place, CallCentre.START.plusSeconds(60))) {
      Conductor conductor = second.conductor();
      conductor.restore();
      for (Caller each : odd) {
        conductor.offer(wrote("wamid." + ++messages, each));
        conductor.step();
        assertThat(rooms(second, each)).extracting(Room::id).isEqualTo(before);
      }
      assertThat(second.violated).hasValue(0);
    }
  }

  private static List<Room> rooms(CallCentre centre) {
    return rooms(centre, WATI);
  }

  private static List<Room> rooms(CallCentre centre, Caller customer) {
    return centre
        .store
        .rooms()
        .recall(
            CallCentre.ACCOUNT,
            new Recall.ByAlias(CallCentre.CHANNEL, Customer.of(customer).aliases()));
  }

  private static BackendAnswer ask(CallCentre centre, Conductor conductor, RoomRequest request) {
    centre.released.clear();
    conductor.offer(new Fact.Requested(new RequestId(1), request));
    conductor.step();
    return centre.released.stream()
        .filter(Command.Answer.class::isInstance)
        .map(command -> ((Command.Answer) command).answer())
        .findFirst()
        .orElseThrow();
  }

  private static Actor backend() {
    return new Actor.Backend();
  }

  private static List<AgentId> ayu() {
    return List.of(CallCentre.AYU);
  }

  private static Fact.CustomerWrote wrote(String id) {
    return wrote(id, WATI);
  }

  private static Fact.CustomerWrote wrote(String id, Caller customer) {
    return new Fact.CustomerWrote(
        CallCentre.CHANNEL,
        customer,
        new Message(new MessageId(id), MessageKind.TEXT, "Halo", null, null),
        CallCentre.START);
  }
}
