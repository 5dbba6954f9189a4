package io.dering.signaling.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.agent.Role;
import io.dering.signaling.id.AgentId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every state and every input, by everybody who may be behind it (RM-1, RM-2, RO-1).
class RoomMachineTableTest {
  private static final AgentId AYU = new AgentId("ayu");
  private static final AgentId BUDI = new AgentId("budi");
  private static final Actor BACKEND = new Actor.Backend();
  private static final Actor AS_AYU = new Actor.Person(AYU, Role.AGENT);
  private static final Actor AS_BUDI = new Actor.Person(BUDI, Role.AGENT);
  private static final Actor AS_DEWI = new Actor.Person(new AgentId("dewi"), Role.SUPERVISOR);
  private static final RoomState OPEN = new RoomState.Open();
  private static final RoomState AYUS = new RoomState.Answered(List.of(AYU));
  private static final RoomState BUDIS = new RoomState.Answered(List.of(BUDI));
  private static final RoomState RESOLVED = new RoomState.Resolved();

  static Stream<Arguments> table() {
    List<Arguments> rows = new ArrayList<>();
    for (RoomState state : List.of(OPEN, AYUS)) {
      rows.add(row(state, new RoomInput.Wrote(), stays()));
    }
    rows.add(row(RESOLVED, new RoomInput.Wrote(), moved(OPEN, RoomEventKind.REOPENED)));
    for (RoomState state : List.of(OPEN, AYUS, RESOLVED)) {
      rows.add(row(state, new RoomInput.Stirred(), stays()));
      rows.add(row(state, new RoomInput.Called(), stays()));
    }
    for (Actor above : List.of(BACKEND, AS_DEWI)) {
      RoomInput assign = new RoomInput.Assign(above, List.of(BUDI));
      RoomInput takeOver = new RoomInput.TakeOver(above, BUDI);
      RoomInput resolve = new RoomInput.Resolve(above);
      for (RoomState state : List.of(OPEN, AYUS)) {
        rows.add(row(state, assign, moved(BUDIS, RoomEventKind.ASSIGNED)));
        rows.add(row(state, takeOver, moved(BUDIS, RoomEventKind.TAKEN_OVER)));
        rows.add(row(state, resolve, moved(RESOLVED, RoomEventKind.RESOLVED)));
      }
      rows.add(row(BUDIS, assign, stays()));
      rows.add(row(BUDIS, takeOver, stays()));
      rows.add(row(RESOLVED, assign, refused(RoomRefusal.RESOLVED)));
      rows.add(row(RESOLVED, takeOver, refused(RoomRefusal.RESOLVED)));
      rows.add(row(RESOLVED, resolve, refused(RoomRefusal.ALREADY_RESOLVED)));
    }
    RoomInput mine = new RoomInput.Assign(AS_AYU, List.of(BUDI));
    rows.add(row(OPEN, mine, refused(RoomRefusal.NOT_ASSIGNED)));
    rows.add(row(AYUS, mine, moved(BUDIS, RoomEventKind.ASSIGNED)));
    rows.add(row(BUDIS, mine, refused(RoomRefusal.NOT_ASSIGNED)));
    rows.add(row(RESOLVED, mine, refused(RoomRefusal.RESOLVED)));
    RoomInput resolve = new RoomInput.Resolve(AS_AYU);
    rows.add(row(OPEN, resolve, refused(RoomRefusal.NOT_ASSIGNED)));
    rows.add(row(AYUS, resolve, moved(RESOLVED, RoomEventKind.RESOLVED)));
    rows.add(row(BUDIS, resolve, refused(RoomRefusal.NOT_ASSIGNED)));
    rows.add(row(RESOLVED, resolve, refused(RoomRefusal.ALREADY_RESOLVED)));
    RoomInput takeOver = new RoomInput.TakeOver(AS_BUDI, BUDI);
    rows.add(row(OPEN, takeOver, moved(BUDIS, RoomEventKind.TAKEN_OVER)));
    rows.add(row(AYUS, takeOver, moved(BUDIS, RoomEventKind.TAKEN_OVER)));
    rows.add(row(BUDIS, takeOver, stays()));
    rows.add(row(RESOLVED, takeOver, refused(RoomRefusal.RESOLVED)));
    RoomInput forAyu = new RoomInput.TakeOver(AS_BUDI, AYU);
    for (RoomState state : List.of(OPEN, AYUS, RESOLVED)) {
      rows.add(row(state, forAyu, refused(RoomRefusal.FOR_SOMEBODY_ELSE)));
    }
    return rows.stream();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("table")
  void aRoomGoesWhereTheTableSays(RoomState state, RoomInput input, RoomDecision decision) {
    assertThat(RoomMachine.decide(state, input)).isEqualTo(decision);
  }

  /// RM-2: to one agent or to several.
  @Test
  void aRoomIsAssignedToSeveral() {
    assertThat(RoomMachine.decide(OPEN, new RoomInput.Assign(BACKEND, List.of(AYU, BUDI, AYU))))
        .isEqualTo(moved(new RoomState.Answered(List.of(AYU, BUDI)), RoomEventKind.ASSIGNED));
  }

  private static Arguments row(RoomState state, RoomInput input, RoomDecision decision) {
    return Arguments.of(state, input, decision);
  }

  private static RoomDecision moved(RoomState state, RoomEventKind kind) {
    return new RoomDecision.Moved(state, kind);
  }

  private static RoomDecision stays() {
    return new RoomDecision.Stays();
  }

  private static RoomDecision refused(RoomRefusal why) {
    return new RoomDecision.Refused(why);
  }
}
