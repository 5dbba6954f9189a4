package io.dering.signaling.backend;

import io.dering.signaling.agent.Agent;
import io.dering.signaling.agent.Page;
import io.dering.signaling.agent.Presence;
import io.dering.signaling.call.Caller;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
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

  /// The calls that nobody has taken yet, oldest first.
  ///
  /// @param count how many there are; `calls` has the oldest [#MOST_WAITING] of them
  record Waiting(int count, List<WaitingCall> calls) implements AgentAnswer {
    public Waiting {
      calls = List.copyOf(calls);
    }
  }

  /// More is no list that anybody reads.
  int MOST_WAITING = 50;

  /// A call that rings, or waits for somebody to be free.
  ///
  /// @param rings whom it rings now; empty: nobody is free
  record WaitingCall(
      CallId call, ChannelId channel, Caller customer, Instant since, List<AgentId> rings) {
    public WaitingCall {
      rings = List.copyOf(rings);
    }
  }

  /// Which new calls are taken, as the next one will find it.
  ///
  /// @param calls that the account has now
  /// @param mostCalls that it may have at once; 0: any
  record Admitted(boolean inbound, boolean outbound, int calls, int mostCalls, Turned turned)
      implements AgentAnswer {
    /// Whether the account has as many calls as it may have.
    public boolean isFull() {
      return mostCalls > 0 && calls >= mostCalls;
    }
  }

  /// How many calls were refused lately for want of room.
  record Turned(Instant since, int inbound, int outbound) {}

  /// One agent now.
  ///
  /// @param since since when the agent is so; empty before the first page since the gateway started
  /// @param wrapUpUntil when the wrap-up ends
  /// @param silentSince since when no page of the agent answers; empty when one does, or without
  ///   one
  /// @param call the call that the agent holds
  /// @param ringing how many calls ring there now
  /// @param rooms how many answered rooms are assigned to the agent
  /// @param disabled whether the agent may not come in any more
  record Seen(
      Agent agent,
      Presence presence,
      Optional<Instant> since,
      Optional<Instant> wrapUpUntil,
      Optional<Instant> silentSince,
      Optional<CallId> call,
      int ringing,
      int rooms,
      boolean disabled,
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
