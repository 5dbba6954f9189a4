package io.dering.signaling.routing;

import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ChannelId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Decides whom a call rings. Changes nothing; costs O(members).
///
/// | assigned to the customer     | rings                                             | rule  |
/// |------------------------------|---------------------------------------------------|-------|
/// | nobody (known here)          | the groups                                        | IN-3b |
/// | somebody who is free         | all assigned who are free; no group is consulted  | IN-3a |
/// | all on a call or in wrap-up  | the groups; with none, every agent of the account | IN-4  |
///
/// | round-robin group   | ring-all group | rings                                | rule  |
/// |---------------------|----------------|--------------------------------------|-------|
/// | none                | none           | nobody                               | IN-3c |
/// | none                | there          | all of it                            | RG-2  |
/// | somebody ready      | any            | the next ready member after the turn | RG-3  |
/// | nobody ready        | there          | all of the ring-all group            | RG-5  |
/// | nobody ready        | none           | nobody                               | RG-5  |
///
/// *Ready* is online and free, as [Floor] has it. A channel without any group has those of the
/// account's default group, if there is one; that is beyond the rules, and off by default.
public final class Router {
  private final RingGroups groups;
  private final Turns turns;
  private final Floor floor;

  public Router(RingGroups groups, Turns turns, Floor floor) {
    this.groups = groups;
    this.turns = turns;
    this.floor = floor;
  }

  /// Where a call to the channel goes, whose customer is assigned to these agents.
  public Route route(ChannelId channel, List<AgentId> assigned, Instant now) {
    List<AgentId> known = assigned.stream().filter(floor::knows).distinct().toList();
    if (known.isEmpty()) {
      return toGroups(channel, known, now);
    }
    if (known.stream().allMatch(floor::isBusy)) {
      return overflow(channel, known, now);
    }
    return new Route(known, new Target.NotConsulted(), notRung(known, now));
  }

  /// Where a call goes besides those assigned to its customer: to everyone else who may take it
  /// (IN-4).
  public Route overflow(ChannelId channel, List<AgentId> assigned, Instant now) {
    Route route = toGroups(channel, assigned, now);
    List<Considered> considered = new ArrayList<>(notRung(assigned, now));
    considered.addAll(route.considered());
    if (!(route.target() instanceof Target.NoGroup)) {
      return new Route(assigned, route.target(), considered);
    }
    List<AgentId> everyone =
        floor.everyone().stream().filter(agent -> !assigned.contains(agent)).toList();
    considered.addAll(notRung(everyone, now));
    return new Route(assigned, new Target.Everyone(everyone), considered);
  }

  private Route toGroups(ChannelId channel, List<AgentId> assigned, Instant now) {
    Optional<RingGroup> roundRobin = groups.of(channel, RingMode.ROUND_ROBIN);
    Optional<RingGroup> ringAll = groups.of(channel, RingMode.RING_ALL);
    List<Considered> considered = new ArrayList<>();
    if (roundRobin.isPresent()) {
      RingGroup group = roundRobin.get();
      Pick pick = next(group, turns.last(group), Set.copyOf(assigned), now);
      considered.addAll(pick.considered());
      if (pick.member().isPresent()) {
        return new Route(assigned, new Target.One(group, pick.member().get()), considered);
      }
    }
    if (ringAll.isPresent()) {
      considered.addAll(notRung(without(assigned, ringAll.get().members()), now));
      return new Route(assigned, new Target.All(ringAll.get()), considered);
    }
    Target nobody = roundRobin.<Target>map(Target.NobodyReady::new).orElseGet(Target.NoGroup::new);
    return new Route(assigned, nobody, considered);
  }

  private static List<AgentId> without(List<AgentId> assigned, List<AgentId> members) {
    return members.stream().filter(member -> !assigned.contains(member)).toList();
  }

  /// The member of a round-robin group who is next, and what was found of the others.
  public record Pick(Optional<AgentId> member, List<Considered> considered) {
    public Pick {
      considered = List.copyOf(considered);
    }
  }

  /// The first ready member after `last` in the group's order, round to `last` itself (RG-3, RG-4);
  /// from the first member on when nobody was last, or one who has left the group.
  ///
  /// @param without members who do not count: they declined this call, or it is theirs anyway
  public Pick next(RingGroup group, Optional<AgentId> last, Set<AgentId> without, Instant now) {
    List<AgentId> members = group.members();
    int after = last.map(members::indexOf).orElse(-1);
    Optional<AgentId> chosen = Optional.empty();
    List<Considered> considered = new ArrayList<>();
    for (int i = 1; i <= members.size(); i++) {
      AgentId member = members.get((after + i) % members.size());
      if (without.contains(member)) {
        continue;
      }
      Optional<Finding> obstacle = floor.notReady(member, now);
      if (obstacle.isEmpty() && chosen.isEmpty()) {
        chosen = Optional.of(member);
      } else {
        considered.add(new Considered(member, obstacle.orElseGet(Finding.NotTheirTurn::new)));
      }
    }
    return new Pick(chosen, considered);
  }

  private List<Considered> notRung(List<AgentId> members, Instant now) {
    List<Considered> considered = new ArrayList<>();
    for (AgentId member : members) {
      floor
          .cannotRing(member, now)
          .or(() -> floor.unreachable(member, now))
          .ifPresent(finding -> considered.add(new Considered(member, finding)));
    }
    return considered;
  }
}
