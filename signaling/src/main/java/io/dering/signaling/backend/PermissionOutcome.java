package io.dering.signaling.backend;

import io.dering.signaling.permission.Ask;
import io.dering.signaling.permission.AskVerdict;
import io.dering.signaling.permission.CallingLimits;
import io.dering.signaling.permission.Permission;
import io.dering.signaling.room.Room;
import java.time.Instant;

/// Answers to [PermissionRequest].
public sealed interface PermissionOutcome extends BackendAnswer {
  /// How it stands at that instant.
  record ThePermission(Room room, Permission permission, CallingLimits limits, Instant now)
      implements PermissionOutcome {}

  /// The request is to be sent now.
  record Begun(Room room, Ask ask) implements PermissionOutcome {}

  /// It is not sent.
  record NotAsked(AskVerdict.Refused refused) implements PermissionOutcome {}
}
