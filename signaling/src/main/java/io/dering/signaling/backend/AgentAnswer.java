package io.dering.signaling.backend;

import io.dering.signaling.agent.Agent;
import io.dering.signaling.agent.Page;
import io.dering.signaling.agent.Presence;
import io.dering.signaling.id.CallId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Answers to [AgentRequest].
public sealed interface AgentAnswer extends BackendAnswer {
  /// In the order of the configuration.
  record Agents(List<Seen> agents) implements AgentAnswer {
    public Agents {
      agents = List.copyOf(agents);
    }
  }

  /// One agent now.
  ///
  /// @param since since when the agent is so; empty before the first page since the gateway started
  /// @param wrapUpUntil when the wrap-up ends
  /// @param silentSince since when no page of the agent answers; empty when one does, or without
  ///   one
  /// @param call the call that the agent holds
  /// @param ringing how many calls ring there now
  record Seen(
      Agent agent,
      Presence presence,
      Optional<Instant> since,
      Optional<Instant> wrapUpUntil,
      Optional<Instant> silentSince,
      Optional<CallId> call,
      int ringing,
      List<Page> pages) {
    public Seen {
      pages = List.copyOf(pages);
    }

    /// Whether a page of the agent answers.
    public boolean reachable() {
      return pages.stream().anyMatch(page -> page.silentSince().isEmpty());
    }
  }
}
