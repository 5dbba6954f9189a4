package io.dering.signaling.activity;

import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.PermissionId;
import io.dering.signaling.id.RoomId;
import io.dering.signaling.permission.CustomerPermission;
import io.dering.signaling.permission.PermissionChange;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is kept of call permissions. Each may be written again without effect beyond the first
/// time.
public sealed interface PermissionRecord extends ActivityRecord {
  AccountId account();

  PermissionId permission();

  /// A customer's permission as it is from now on, but for who the customer is.
  record PermissionKept(Instant at, AccountId account, CustomerPermission of)
      implements PermissionRecord {
    @Override
    public PermissionId permission() {
      return of.id();
    }
  }

  /// All aliases of its customer from now on.
  record PermissionHolder(Instant at, AccountId account, CustomerPermission of)
      implements PermissionRecord {
    @Override
    public PermissionId permission() {
      return of.id();
    }
  }

  /// Two entries turned out to be of one customer: what belongs to `absorbed` belongs to
  /// `permission`.
  record PermissionsMerged(
      Instant at, AccountId account, PermissionId permission, PermissionId absorbed)
      implements PermissionRecord {}

  /// What became different, for whoever is told of it.
  ///
  /// @param of as it is now
  /// @param room the customer's room, null without one
  record PermissionChanged(
      Instant at,
      AccountId account,
      CustomerPermission of,
      @Nullable RoomId room,
      PermissionChange change)
      implements PermissionRecord {
    @Override
    public PermissionId permission() {
      return of.id();
    }
  }
}
