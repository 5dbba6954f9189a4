package io.dering.signaling.activity;

import io.dering.signaling.id.AccountId;
import io.dering.signaling.routing.RingGroup;
import java.time.Instant;
import java.util.List;

/// The account's ring groups as they are from now on, all of them (RG-1). They replace those of the
/// configuration, which are where an account begins.
public record RingGroupRecord(Instant at, AccountId account, List<RingGroup> groups)
    implements ActivityRecord {
  public RingGroupRecord {
    groups = List.copyOf(groups);
  }
}
