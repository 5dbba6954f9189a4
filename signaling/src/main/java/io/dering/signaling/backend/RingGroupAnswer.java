package io.dering.signaling.backend;

import io.dering.signaling.routing.RingGroup;
import java.util.List;

/// Answers to [RingGroupRequest].
public sealed interface RingGroupAnswer extends BackendAnswer {
  /// In the order in which they were made.
  record Groups(List<RingGroup> groups) implements RingGroupAnswer {
    public Groups {
      groups = List.copyOf(groups);
    }
  }

  /// The group as it is now.
  record Group(RingGroup group) implements RingGroupAnswer {}

  record Gone() implements RingGroupAnswer {}
}
