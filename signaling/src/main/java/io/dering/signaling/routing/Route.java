package io.dering.signaling.routing;

import java.util.List;

/// Where a call goes, and what was found of everybody whom it passed by.
public record Route(Target target, List<Considered> considered) {
  public Route {
    considered = List.copyOf(considered);
  }
}
