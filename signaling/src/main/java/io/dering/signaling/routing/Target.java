package io.dering.signaling.routing;

import io.dering.signaling.id.AgentId;
import java.util.List;
import java.util.Optional;

/// Whom a call rings besides the agents assigned to its customer.
public sealed interface Target {
  /// Stored and shown: append only.
  String word();

  default Optional<RingGroup> group() {
    return Optional.empty();
  }

  /// Whom it is offered to as soon as they are free.
  default List<AgentId> agents() {
    return List.of();
  }

  /// Nobody else was looked for (IN-3a).
  record NotConsulted() implements Target {
    @Override
    public String word() {
      return "assigned";
    }
  }

  /// The channel has no group (IN-3c).
  record NoGroup() implements Target {
    @Override
    public String word() {
      return "no_group";
    }
  }

  /// A round-robin group with nobody online and free, and no ring-all group beside it (RG-5).
  record NobodyReady(RingGroup asked) implements Target {
    @Override
    public String word() {
      return "nobody_ready";
    }

    @Override
    public Optional<RingGroup> group() {
      return Optional.of(asked);
    }
  }

  /// The member of a round-robin group whose turn it is (RG-3).
  record One(RingGroup of, AgentId member) implements Target {
    @Override
    public String word() {
      return "round_robin";
    }

    @Override
    public Optional<RingGroup> group() {
      return Optional.of(of);
    }

    @Override
    public List<AgentId> agents() {
      return List.of(member);
    }
  }

  /// A round-robin group whose member has a call by now or is gone, and nobody else is online and
  /// free: the next one who is gets it.
  record Waiting(RingGroup of) implements Target {
    @Override
    public String word() {
      return "waiting";
    }

    @Override
    public Optional<RingGroup> group() {
      return Optional.of(of);
    }
  }

  /// Every agent of the account: all assigned ones talk, and there is no group (IN-4).
  record Everyone(List<AgentId> agents) implements Target {
    public Everyone {
      agents = List.copyOf(agents);
    }

    @Override
    public String word() {
      return "everyone";
    }
  }

  /// All of a ring-all group (RG-2).
  record All(RingGroup of) implements Target {
    @Override
    public String word() {
      return "ring_all";
    }

    @Override
    public Optional<RingGroup> group() {
      return Optional.of(of);
    }

    @Override
    public List<AgentId> agents() {
      return of.members();
    }
  }
}
