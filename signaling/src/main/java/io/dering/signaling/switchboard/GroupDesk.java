package io.dering.signaling.switchboard;

import io.dering.signaling.activity.RingGroupRecord;
import io.dering.signaling.agent.Roster;
import io.dering.signaling.backend.BackendAnswer;
import io.dering.signaling.backend.Refused;
import io.dering.signaling.backend.RingGroupAnswer;
import io.dering.signaling.backend.RingGroupRequest;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.RingGroupId;
import io.dering.signaling.routing.RingGroup;
import io.dering.signaling.routing.RingGroups;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Ring groups as supervisors and backends make and change them (RG-1). Calls that ring already go
/// on as they began.
final class GroupDesk {
  /// More costs each routing decision nothing, but a list that long is a mistake.
  static final int MAX_GROUPS = 1_000;

  private final AccountId account;
  private final RingGroups groups;
  private final Roster roster;
  private final Cards cards;

  GroupDesk(AccountId account, RingGroups groups, Roster roster, Cards cards) {
    this.account = account;
    this.groups = groups;
    this.roster = roster;
    this.cards = cards;
  }

  BackendAnswer handle(RingGroupRequest request, Work work) {
    return switch (request) {
      case RingGroupRequest.ListGroups _ -> new RingGroupAnswer.Groups(groups.all());
      case RingGroupRequest.AddGroup(RingGroup group) -> add(group, work);
      case RingGroupRequest.ReplaceGroup(RingGroup group) -> replace(group, work);
      case RingGroupRequest.RemoveGroup(RingGroupId id) -> remove(id, work);
    };
  }

  private BackendAnswer add(RingGroup group, Work work) {
    if (groups.all().size() >= MAX_GROUPS) {
      return Refused.conflict(null, "an account has at most " + MAX_GROUPS + " ring groups");
    }
    if (groups.find(group.id()).isPresent()) {
      return Refused.conflict("name", "there is a ring group with the id of this one");
    }
    return refusal(group)
        .orElseGet(() -> {
          List<RingGroup> all = new ArrayList<>(groups.all());
          all.add(group);
          save(all, work);
          return new RingGroupAnswer.Group(group);
        });
  }

  private BackendAnswer replace(RingGroup group, Work work) {
    if (groups.find(group.id()).isEmpty()) {
      return Refused.notFound("There is no such ring group.");
    }
    return refusal(group)
        .orElseGet(() -> {
          save(
              groups.all().stream().map(old -> old.id().equals(group.id()) ? group : old).toList(),
              work);
          return new RingGroupAnswer.Group(group);
        });
  }

  private BackendAnswer remove(RingGroupId id, Work work) {
    if (groups.find(id).isEmpty()) {
      return Refused.notFound("There is no such ring group.");
    }
    if (groups.isFallback(id)) {
      return Refused.conflict(null, "it rings for every channel without a group; name another");
    }
    save(groups.all().stream().filter(group -> !group.id().equals(id)).toList(), work);
    return new RingGroupAnswer.Gone();
  }

  private void save(List<RingGroup> all, Work work) {
    groups.replace(all);
    work.write(new RingGroupRecord(work.now(), account, all));
  }

  /// What keeps the group from being as it is asked to be, beside its namesake that it replaces.
  private Optional<BackendAnswer> refusal(RingGroup group) {
    if (cards.channelOf(group.channel()).isEmpty()) {
      return invalid("channel", "must be a channel of this account");
    }
    Set<Object> seen = new HashSet<>();
    for (int i = 0; i < group.members().size(); i++) {
      String field = "members[" + i + "]";
      if (roster.agent(group.members().get(i)).isEmpty()) {
        return invalid(field, "must be an agent of this account");
      }
      if (!seen.add(group.members().get(i))) {
        return invalid(field, "is in this group already");
      }
      if (groups.of(group.members().get(i)).filter(g -> !g.id().equals(group.id())).isPresent()) {
        return conflict(field, "is in another ring group; an agent is in one at most");
      }
    }
    boolean taken =
        groups.all().stream()
            .anyMatch(other ->
                !other.id().equals(group.id())
                    && other.channel().equals(group.channel())
                    && other.mode() == group.mode());
    return taken
        ? conflict("mode", "the channel has a ring group of this mode already")
        : Optional.empty();
  }

  private static Optional<BackendAnswer> invalid(String field, String rule) {
    return Optional.of(Refused.invalid(field, rule));
  }

  private static Optional<BackendAnswer> conflict(String field, String rule) {
    return Optional.of(Refused.conflict(field, rule));
  }
}
