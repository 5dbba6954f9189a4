package io.dering.signaling.backend;

import io.dering.signaling.id.RingGroupId;
import io.dering.signaling.routing.RingGroup;

/// Ring groups (RG-1). A change takes effect with the next call.
public sealed interface RingGroupRequest extends BackendRequest {
  /// All of the account's groups.
  record ListGroups() implements RingGroupRequest {}

  /// A new group; its id is taken, not made.
  record AddGroup(RingGroup group) implements RingGroupRequest {}

  /// The group of that id becomes this.
  record ReplaceGroup(RingGroup group) implements RingGroupRequest {}

  record RemoveGroup(RingGroupId group) implements RingGroupRequest {}
}
