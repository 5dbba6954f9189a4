package io.dering.signaling.routing;

import io.dering.signaling.agent.Agent;
import io.dering.signaling.agent.Presence;
import io.dering.signaling.agent.Role;
import io.dering.signaling.agent.Roster;
import io.dering.signaling.id.AgentId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Who stands ready to take a call, as the roster has it.
///
/// Who is disabled never does. Of all others:
///
/// | page | leg carries media | holds a call | chosen | round robin (RG-3) | ring all (RG-2) |
/// |------|-------------------|--------------|--------|--------------------|-----------------|
/// | none | –                 | no           | –      | offline            | offline         |
/// | any  | any               | yes          | any    | on_call            | on_call         |
/// | mute | any               | no           | any    | page_unreachable   | page_unreachable|
/// | yes  | any               | in wrap-up   | any    | in_wrap_up         | in_wrap_up      |
/// | yes  | not for too long  | no           | any    | leg_unreachable    | rings, noted    |
/// | yes  | yes               | no           | away   | away               | rings           |
/// | yes  | yes               | no           | online | ready              | rings           |
///
/// *Mute*: there are pages, and none of them answers.
public final class Floor {
  private final Roster roster;
  private final Duration legGrace;

  /// `legGrace` is how long a page may be without a leg that carries media: a leg needs a moment to
  /// be made.
  public Floor(Roster roster, Duration legGrace) {
    this.roster = roster;
    this.legGrace = legGrace;
  }

  /// What keeps the agent from a round-robin call; empty: online and free.
  public Optional<Finding> notReady(AgentId agent, Instant now) {
    Optional<Finding> absent = cannotRing(agent, now);
    if (absent.isPresent()) {
      return absent;
    }
    Optional<Finding> unreachable = unreachable(agent, now);
    if (unreachable.isPresent()) {
      return unreachable;
    }
    return roster.presence(agent) == Presence.ONLINE
        ? Optional.empty()
        : Optional.of(new Finding.Away());
  }

  /// The agents of the account who answer calls: role agent, whoever else may look in (RO-1).
  public List<AgentId> everyone() {
    return roster.agents().stream()
        .filter(agent -> agent.role() == Role.AGENT && roster.isActive(agent.id()))
        .map(Agent::id)
        .toList();
  }

  /// Whether that one is of the account and may come in.
  public boolean knows(AgentId agent) {
    return roster.isActive(agent);
  }

  /// Whether the agent is not free: on a call or in wrap-up.
  public boolean isBusy(AgentId agent) {
    return isOnCall(agent) || roster.wrapUpUntil(agent).isPresent();
  }

  /// Whether the agent holds a call.
  public boolean isOnCall(AgentId agent) {
    return roster.holding(agent).isPresent();
  }

  /// What keeps a ring-all call from ringing on the agent's pages.
  public Optional<Finding> cannotRing(AgentId agent, Instant now) {
    if (roster.isDisabled(agent)) {
      return Optional.of(new Finding.Disabled());
    }
    if (roster.holding(agent).isPresent()) {
      return Optional.of(new Finding.OnCall());
    }
    if (!roster.hasPage(agent)) {
      return Optional.of(new Finding.Offline());
    }
    Optional<Finding> unreachable =
        roster
            .pagesSilentSince(agent)
            .map(since -> new Finding.PageUnreachable(Duration.between(since, now)));
    return unreachable.or(() -> roster.wrapUpUntil(agent).map(_ -> new Finding.InWrapUp()));
  }

  /// A page whose leg has carried nothing for longer than a leg takes to be made.
  public Optional<Finding> unreachable(AgentId agent, Instant now) {
    return roster
        .legDownSince(agent)
        .map(since -> Duration.between(since, now))
        .filter(down -> down.compareTo(legGrace) >= 0)
        .map(Finding.LegUnreachable::new);
  }
}
