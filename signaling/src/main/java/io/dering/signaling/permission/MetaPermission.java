package io.dering.signaling.permission;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What Meta says of one customer's permission to be called, and of what may be done now (`GET
/// call_permissions`, Meta reference 3.4). Meta is the authority; everything here is a copy.
///
/// @param until when a temporary permission ends
/// @param call whether a call may be started
/// @param ask whether the customer may be asked
public record MetaPermission(Status status, Optional<Instant> until, Action call, Action ask) {
  /// What the customer has allowed.
  public enum Status {
    NONE,
    TEMPORARY,
    PERMANENT
  }

  /// @param allowed `can_perform_action`, which counts whatever the limits say
  public record Action(boolean allowed, List<Limit> limits) {
    public Action {
      limits = List.copyOf(limits);
    }

    /// When the last limit that is used up allows it again; empty when none is, or nothing is
    /// known.
    public Optional<Instant> freeAt() {
      return limits.stream().flatMap(limit -> limit.freeAt().stream()).max(Instant::compareTo);
    }
  }

  /// @param most how often within the period
  /// @param freeAt when it is possible again; only where the limit is used up
  public record Limit(Duration period, int most, int used, Optional<Instant> freeAt) {}
}
