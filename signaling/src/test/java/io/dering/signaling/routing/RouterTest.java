package io.dering.signaling.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dering.signaling.agent.Agent;
import io.dering.signaling.agent.Presence;
import io.dering.signaling.agent.Role;
import io.dering.signaling.agent.Roster;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.ConnectionId;
import io.dering.signaling.id.RingGroupId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;

/// Walks the tables of [Router] and [Floor], row by row.
class RouterTest {
  private static final ChannelId CHANNEL = new ChannelId("900000000000202");
  private static final Instant NOW = Instant.parse("2026-10-05T08:00:00Z");
  private static final AgentId AYU = new AgentId("ayu");
  private static final AgentId BUDI = new AgentId("budi");
  private static final AgentId CITRA = new AgentId("citra");
  private static final RingGroup TURNS =
      group("turns", RingMode.ROUND_ROBIN, AYU, BUDI, CITRA, new AgentId("dian"));
  private static final RingGroup ALL = group("all", RingMode.RING_ALL, new AgentId("eko"));

  private final Turns turns = new Turns();
  private final Roster roster =
      new Roster(
          Stream.of("ayu", "budi", "citra", "dian", "eko")
              .map(id -> new Agent(new AgentId(id), id, Role.AGENT))
              .toList(),
          Duration.ofSeconds(5));

  /// IN-3, RG-2, RG-3, RG-5: the table of [Router].
  @ParameterizedTest(name = "{0}, {1}: {2}")
  @CsvSource({
    "no group,    no group,  no_group",
    "no group,    somebody,  ring_all",
    "no group,    nobody,    ring_all",
    "somebody,    no group,  round_robin",
    "somebody,    somebody,  round_robin",
    "nobody,      somebody,  ring_all",
    "nobody,      nobody,    ring_all",
    "nobody,      no group,  nobody_ready",
  })
  void aCallGoesToRoundRobinFirstThenToRingAllThenToNobody(
      String roundRobin, String ringAll, String way) {
    List<RingGroup> groups = new ArrayList<>();
    if (!roundRobin.equals("no group")) {
      groups.add(TURNS);
    }
    if (!ringAll.equals("no group")) {
      groups.add(ALL);
    }
    if (roundRobin.equals("somebody")) {
      online(BUDI);
    }
    if (ringAll.equals("somebody")) {
      online(new AgentId("eko"));
    }
    Target target = router(groups).route(CHANNEL, List.of(), NOW).target();
    assertThat(target.word()).isEqualTo(way);
    if (target instanceof Target.One one) {
      assertThat(one.member()).isEqualTo(BUDI);
    }
  }

  /// IN-3, IN-4: the upper table of [Router].
  @ParameterizedTest(name = "{0}, {1}: {2}")
  @CsvSource({
    "'',        any,      ring_all",
    "stranger,  any,      ring_all",
    "ayu,       any,      assigned",
    "ayu budi,  one busy, assigned",
    "ayu,       all busy, ring_all",
    "ayu budi,  all busy, ring_all",
    "ayu,       no group, everyone",
  })
  void theAgentsAssignedToTheCustomerComeFirst(String assigned, String busy, String way) {
    online(AYU);
    if (!busy.equals("any")) {
      roster.reserve(AYU, new CallId("call_a"), NOW);
    }
    if (!busy.equals("one busy")) {
      roster.reserve(BUDI, new CallId("call_b"), NOW);
    }
    List<AgentId> ids =
        Stream.of(assigned.split(" ")).filter(id -> !id.isEmpty()).map(AgentId::new).toList();
    List<RingGroup> groups = busy.equals("no group") ? List.of() : List.of(ALL);
    Route route = router(groups).route(CHANNEL, ids, NOW);
    assertThat(route.target().word()).isEqualTo(way);
    assertThat(route.assigned())
        .isEqualTo(ids.stream().filter(id -> !id.value().equals("stranger")).toList());
    if (way.equals("everyone")) {
      assertThat(route.target().agents())
          .extracting(AgentId::value)
          .containsExactly("budi", "citra", "dian", "eko");
    }
  }

  /// RG-3, RG-4, RG-2: the table of [Floor].
  @ParameterizedTest(name = "{0} {1} {2} {3}")
  @CsvSource({
    "no page, -,        free,    -,      offline,         offline",
    "page,    leg,      on call, online, on_call,         on_call",
    "silent,  leg,      on call, online, on_call,         on_call",
    "silent,  leg,      free,    online, page_unreachable,page_unreachable",
    "one of two silent, leg, free, online, '',            ''",
    "no page, -,        on call, -,      on_call,         on_call",
    "page,    leg,      wrap-up, online, in_wrap_up,      in_wrap_up",
    "no page, -,        wrap-up, online, offline,         offline",
    "silent,  leg,      wrap-up, online, page_unreachable,page_unreachable",
    "page,    no leg,   free,    online, leg_unreachable, ''",
    "page,    late leg, free,    online, '',              ''",
    "page,    leg,      free,    away,   away,            ''",
    "page,    leg,      free,    online, '',              ''",
  })
  void whoIsReady(ArgumentsAccessor row) {
    String page = row.getString(0);
    String leg = row.getString(1);
    String call = row.getString(2);
    String chosen = row.getString(3);
    if (!page.equals("no page")) {
      roster.connect(AYU, tab(AYU), NOW.minusSeconds(leg.equals("late leg") ? 4 : 41));
      roster.legUp(tab(AYU), leg.equals("leg"), NOW);
    }
    if (page.contains("silent")) {
      roster.pageSilent(tab(AYU), NOW.minusSeconds(8));
    }
    if (page.startsWith("one of two")) {
      roster.connect(AYU, new ConnectionId("second"), NOW);
    }
    if (call.equals("on call")) {
      roster.reserve(AYU, new CallId("call_a"), NOW);
    }
    if (call.equals("wrap-up")) {
      roster.wrapUp(AYU, NOW.plusSeconds(20), NOW);
    }
    if (chosen.equals("away")) {
      roster.choose(AYU, Presence.AWAY, NOW);
    }
    Floor floor = floor();
    assertThat(word(floor.notReady(AYU, NOW))).isEqualTo(row.getString(4));
    assertThat(word(floor.cannotRing(AYU, NOW))).isEqualTo(row.getString(5));
  }

  /// RG-3: in the group's order, round, each member once.
  @Test
  void theTurnGoesRoundTheReadyMembersInTheGroupsOrder() {
    Stream.of(AYU, BUDI, CITRA).forEach(this::online);
    List<AgentId> offered = new ArrayList<>();
    for (int call = 0; call < 5; call++) {
      AgentId next = next(turns.last(TURNS)).orElseThrow();
      turns.advance(new RingTurn(TURNS.id(), next));
      offered.add(next);
    }
    assertThat(offered).containsExactly(AYU, BUDI, CITRA, AYU, BUDI);
  }

  @Test
  void theTurnOfAMemberWhoHasLeftTheGroupBeginsAtItsFirst() {
    Stream.of(AYU, BUDI).forEach(this::online);
    assertThat(next(Optional.of(new AgentId("gone")))).contains(AYU);
    assertThat(next(Optional.of(AYU))).contains(BUDI);
    assertThat(next(Optional.of(BUDI))).contains(AYU);
    assertThat(
            router(List.of(group("none", RingMode.ROUND_ROBIN)))
                .route(CHANNEL, List.of(), NOW)
                .target())
        .isInstanceOf(Target.NobodyReady.class);
  }

  /// RG-4, and each decision explains itself.
  @Test
  void everyMemberPassedByIsListedWithWhatWasFound() {
    Stream.of(AYU, BUDI, CITRA).forEach(this::online);
    roster.reserve(AYU, new CallId("call_a"), NOW);
    Route route = router(List.of(TURNS)).route(CHANNEL, List.of(), NOW);
    assertThat(route.target()).isEqualTo(new Target.One(TURNS, BUDI));
    assertThat(route.considered())
        .containsExactly(
            new Considered(AYU, new Finding.OnCall()),
            new Considered(CITRA, new Finding.NotTheirTurn()),
            new Considered(new AgentId("dian"), new Finding.Offline()));
  }

  /// RG-5, RG-6.
  @Test
  void aSecondGroupOfOneModeAndAnAgentInTwoGroupsAreRefused() {
    RingGroup second = group("second", RingMode.ROUND_ROBIN, new AgentId("eko"));
    assertThatThrownBy(() -> new RingGroups(List.of(TURNS, second)))
        .hasMessageContaining("two ring groups of mode ROUND_ROBIN");
    RingGroup overlapping = group("overlapping", RingMode.RING_ALL, AYU);
    assertThatThrownBy(() -> new RingGroups(List.of(TURNS, overlapping)))
        .hasMessageContaining("Agent ayu is in a ring group already");
    assertThat(new RingGroups(List.of(TURNS, ALL)).of(CHANNEL, RingMode.RING_ALL)).contains(ALL);
  }

  /// IN-3: beyond the rule, where it is switched on.
  @Test
  void aChannelWithoutAGroupHasTheDefaultGroup() {
    RingGroups groups = new RingGroups(List.of(ALL), Optional.of(ALL.id()));
    ChannelId bare = new ChannelId("1");
    assertThat(groups.of(bare, RingMode.RING_ALL)).contains(ALL);
    assertThat(groups.of(bare, RingMode.ROUND_ROBIN)).isEmpty();
    assertThat(new RingGroups(List.of(ALL)).of(bare, RingMode.RING_ALL)).isEmpty();
    assertThatThrownBy(() -> new RingGroups(List.of(ALL), Optional.of(new RingGroupId("none"))))
        .hasMessageContaining("No ring group none");
  }

  /// What a finding writes into an event is read back from it.
  @Test
  void aFindingIsReadBackFromItsDetail() {
    for (Finding finding :
        List.of(
            new Finding.Offline(),
            new Finding.Away(),
            new Finding.OnCall(),
            new Finding.InWrapUp(),
            new Finding.NotTheirTurn(),
            new Finding.PageUnreachable(Duration.ofSeconds(9)),
            new Finding.LegUnreachable(Duration.ofSeconds(41)))) {
      assertThat(Finding.read(finding.detail())).contains(finding);
    }
    assertThat(new Finding.LegUnreachable(Duration.ofSeconds(41)).detail())
        .isEqualTo("leg_unreachable 41000");
    assertThat(Finding.read("tired")).isEmpty();
    assertThat(Finding.read("leg_unreachable for ever"))
        .contains(new Finding.LegUnreachable(Duration.ZERO));
  }

  private Optional<AgentId> next(Optional<AgentId> last) {
    return router(List.of(TURNS)).next(TURNS, last, Set.of(), NOW).member();
  }

  private Router router(List<RingGroup> groups) {
    return new Router(new RingGroups(groups), turns, floor());
  }

  private Floor floor() {
    return new Floor(roster, Duration.ofSeconds(5));
  }

  private void online(AgentId agent) {
    roster.connect(agent, tab(agent), NOW);
    roster.legUp(tab(agent), true, NOW);
  }

  private static ConnectionId tab(AgentId agent) {
    return new ConnectionId(agent.value());
  }

  private static String word(Optional<Finding> finding) {
    return finding.map(Finding::word).orElse("");
  }

  private static RingGroup group(String id, RingMode mode, AgentId... members) {
    return new RingGroup(new RingGroupId(id), id, CHANNEL, mode, List.of(members));
  }
}
