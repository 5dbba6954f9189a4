package io.dering.signaling.activity;

import io.dering.signaling.agent.User;
import io.dering.signaling.id.AccountId;
import java.time.Instant;
import java.util.List;

/// The account's people as they are from now on, all of them (RO-1). They replace those of the
/// configuration, which are where an account begins.
public record UserRecord(Instant at, AccountId account, List<User> users)
    implements ActivityRecord {
  public UserRecord {
    users = List.copyOf(users);
  }
}
