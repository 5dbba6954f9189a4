package io.dering.signaling.routing;

import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.RingGroupId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Whose turn it is in each round-robin group. Owned by the switchboard's thread.
public final class Turns {
  private final Map<RingGroupId, AgentId> last = new HashMap<>();

  /// Notes that a call was offered to that member; whatever becomes of the offer (RG-3).
  public void advance(RingTurn turn) {
    last.put(turn.group(), turn.last());
  }

  /// The member who was offered a call last.
  public Optional<AgentId> last(RingGroup group) {
    return Optional.ofNullable(last.get(group.id()));
  }
}
