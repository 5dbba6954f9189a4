package io.dering.signaling.activity;

import io.dering.signaling.activity.CallRecord.CallEvent;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.routing.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Why a call rang whom it rang, folded from its events.
///
/// | event                       | says of the agent                              |
/// |-----------------------------|------------------------------------------------|
/// | AGENT_PASSED_BY             | what its detail says                           |
/// | OFFERED_TO_AGENT            | rings, from here on                            |
/// | DECLINED                    | declined, after that time                      |
/// | OFFER_WITHDRAWN             | rang, that long                                |
/// | TAKEN                       | took, after that time; all others: rang        |
/// | PUSH_SENT, PUSH_REFUSED     | that                                           |
/// | ENDED                       | rang, that long, wherever it still did         |
/// | none, though it was routed  | not in group, or not assigned                  |
///
/// @param routed where it was sent, in order; more than once when it went on to others
/// @param agents everybody who was considered, in the order of the first look
public record Explanation(List<Routed> routed, List<Seen> agents) {
  public Explanation {
    routed = List.copyOf(routed);
    agents = List.copyOf(agents);
  }

  /// A way that the call was sent: a stable word, and the id of the group if one was asked.
  public record Routed(Instant at, String way, @Nullable String group) {}

  /// One agent, and what was found, in order.
  public record Seen(AgentId agent, List<Found> findings) {
    public Seen {
      findings = List.copyOf(findings);
    }
  }

  /// A finding with the instant at which it began to be so.
  public record Found(Instant at, Finding finding) {}

  /// @param everybody the agents of the account: those without any finding are listed as such
  public static Explanation of(List<CallEvent> events, List<AgentId> everybody) {
    Fold fold = new Fold();
    events.forEach(fold::add);
    return fold.result(everybody);
  }

  private static final class Fold {
    private final List<Routed> routed = new ArrayList<>();
    private final Map<AgentId, List<Found>> found = new LinkedHashMap<>();
    private final Map<AgentId, Instant> ringing = new HashMap<>();

    private void add(CallEvent event) {
      AgentId agent = event.agent();
      switch (event.kind()) {
        case ROUTED -> routed.add(routed(event));
        case ENDED -> stopRinging(event.at());
        case AGENT_PASSED_BY,
            OFFERED_TO_AGENT,
            DECLINED,
            OFFER_WITHDRAWN,
            PUSH_SENT,
            PUSH_REFUSED,
            TAKEN -> {
          if (agent != null) {
            add(event, agent);
          }
        }
        default -> {
          // What happened to the call itself is told by its events.
        }
      }
    }

    private void add(CallEvent event, AgentId agent) {
      switch (event.kind()) {
        case AGENT_PASSED_BY ->
            Optional.ofNullable(event.detail())
                .flatMap(Finding::read)
                .ifPresent(finding -> note(agent, event.at(), finding));
        case OFFERED_TO_AGENT -> {
          ringing.put(agent, event.at());
          boolean _ = of(agent).isEmpty();
        }
        case DECLINED -> stopped(agent, event, Finding.Declined::new);
        case OFFER_WITHDRAWN -> stopped(agent, event, Finding.Rang::new);
        case PUSH_SENT -> note(agent, event.at(), new Finding.PushSent());
        case PUSH_REFUSED -> note(agent, event.at(), new Finding.PushRefused());
        case TAKEN -> {
          stopped(agent, event, Finding.Took::new);
          stopRinging(event.at());
        }
        default -> {}
      }
    }

    private Explanation result(List<AgentId> everybody) {
      ringing.forEach((agent, since) -> note(agent, since, new Finding.Rings()));
      if (!routed.isEmpty()) {
        Routed last = routed.getLast();
        Finding stranger =
            last.way().equals("assigned") ? new Finding.NotAssigned() : new Finding.NotInGroup();
        for (AgentId agent : everybody) {
          if (of(agent).isEmpty()) {
            note(agent, last.at(), stranger);
          }
        }
      }
      return new Explanation(
          routed, found.entrySet().stream().map(e -> new Seen(e.getKey(), e.getValue())).toList());
    }

    private void stopRinging(Instant at) {
      ringing.forEach(
          (agent, since) -> note(agent, since, new Finding.Rang(Duration.between(since, at))));
      ringing.clear();
    }

    /// It rings there no longer; an agent on whose pages it never rang acted at once.
    private void stopped(AgentId agent, CallEvent event, Function<Duration, Finding> finding) {
      Instant since = ringing.getOrDefault(agent, event.at());
      ringing.remove(agent);
      note(agent, since, finding.apply(Duration.between(since, event.at())));
    }

    private void note(AgentId agent, Instant at, Finding finding) {
      of(agent).add(new Found(at, finding));
    }

    private List<Found> of(AgentId agent) {
      return found.computeIfAbsent(agent, _ -> new ArrayList<>());
    }

    private static Routed routed(CallEvent event) {
      String detail = event.detail() == null ? "" : event.detail();
      int space = detail.indexOf(' ');
      return space < 0
          ? new Routed(event.at(), detail, null)
          : new Routed(event.at(), detail.substring(0, space), detail.substring(space + 1));
    }
  }
}
