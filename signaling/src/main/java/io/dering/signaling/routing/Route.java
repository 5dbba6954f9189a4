package io.dering.signaling.routing;

import io.dering.signaling.id.AgentId;
import java.util.List;

/// Where a call goes, and what was found of everybody whom it passed by.
///
/// @param assigned the agents assigned to the customer, who ring as soon as they are free, whoever
///   else does
public record Route(List<AgentId> assigned, Target target, List<Considered> considered) {
  public Route {
    assigned = List.copyOf(assigned);
    considered = List.copyOf(considered);
  }
}
