package io.dering.signaling.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.agent.Role;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.RoomId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What goes into the archive and comes out of it (RM-5), by everybody who may be behind it (RO-1).
class ArchiveTest {
  private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");
  private static final AgentId AYU = new AgentId("ayu");
  private static final Room OPEN = room("open", new RoomState.Open());
  private static final Room AYUS = room("ayus", new RoomState.Answered(List.of(AYU)));
  private static final Room RESOLVED = room("resolved", new RoomState.Resolved());
  private static final List<Actor> ABOVE =
      List.of(
          new Actor.Backend(),
          new Actor.Person(new AgentId("dewi"), Role.SUPERVISOR),
          new Actor.Person(new AgentId("eka"), Role.ADMIN),
          new Actor.Person(new AgentId("ona"), Role.OWNER));

  @Test
  void whatNobodyWorksOnIsPutAwayAndBroughtBackOnce() {
    for (Actor by : ABOVE) {
      for (Room room : List.of(OPEN, RESOLVED)) {
        Room archived = room.shelved(true, AT);
        assertThat(Archive.refusesIn(room, by)).isEmpty();
        assertThat(Archive.refusesOut(room, by)).contains(RoomRefusal.NOT_ARCHIVED);
        assertThat(Archive.refusesIn(archived, by)).contains(RoomRefusal.ALREADY_ARCHIVED);
        assertThat(Archive.refusesOut(archived, by)).isEmpty();
      }
      assertThat(Archive.refusesIn(AYUS, by)).contains(RoomRefusal.STILL_ANSWERED);
    }
  }

  /// An agent acts on rooms of the agent's own, which are answered.
  @Test
  void anAgentPutsNothingAway() {
    Actor ayu = new Actor.Person(AYU, Role.AGENT);
    for (Room room : List.of(OPEN, AYUS, RESOLVED, RESOLVED.shelved(true, AT))) {
      Optional<RoomRefusal> refused = Optional.of(RoomRefusal.NOT_FOR_AGENTS);
      assertThat(Archive.refusesIn(room, ayu)).isEqualTo(refused);
      assertThat(Archive.refusesOut(room, ayu)).isEqualTo(refused);
    }
  }

  @Test
  void anAnsweredRoomIsNeverArchived() {
    Room archived = OPEN.shelved(true, AT);
    assertThat(archived.moved(AYUS.state(), AT).archived()).isFalse();
    assertThat(archived.moved(RESOLVED.state(), AT).archived()).isTrue();
    assertThat(archived.stirred(AT).wrote(AT).archived()).isTrue();
  }

  /// Two rooms of one customer: what one of them still shows is not lost in the archive.
  @Test
  void aRoomIsArchivedOnlyIfAllOfItIs() {
    Room archived = OPEN.shelved(true, AT);
    assertThat(archived.absorbing(RESOLVED).archived()).isFalse();
    assertThat(archived.absorbing(AYUS).archived()).isFalse();
    assertThat(OPEN.absorbing(RESOLVED.shelved(true, AT)).archived()).isFalse();
    assertThat(archived.absorbing(RESOLVED.shelved(true, AT)).archived()).isTrue();
  }

  private static Room room(String name, RoomState state) {
    Customer customer = new Customer("Ada", List.of(new Alias(Alias.Kind.USER, "ID." + name)));
    ChannelId channel = new ChannelId("100000000000001");
    return new Room(new RoomId("room_" + name), channel, customer, state, AT, AT, null, 1);
  }
}
