package io.dering.signaling.switchboard;

import io.dering.signaling.agent.Presence;
import java.util.Map;

/// Figures of the moment, for metrics and tests.
///
/// @param ringing calls ringing now
/// @param connecting calls taken by an agent, accept not confirmed yet
/// @param talking calls talking now
/// @param remembered ended calls and tombstones still in memory
/// @param unreachable agents who have pages, of which none answers
/// @param agents how many agents are in each presence; every presence has an entry
public record Snapshot(
    int ringing,
    int connecting,
    int talking,
    int remembered,
    int unreachable,
    Map<Presence, Integer> agents) {
  public Snapshot {
    agents = Map.copyOf(agents);
  }
}
