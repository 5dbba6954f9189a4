package io.dering.signaling.permission;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What Meta says of one customer's permission, and of what may be done now (Meta reference 3.4).
///
/// @param until when a temporary one ends; empty otherwise, and where Meta does not say
/// @param call whether a call may be started
/// @param ask whether permission may be asked for
public record MetaPermission(Status status, Optional<Instant> until, Action call, Action ask) {
  /// What the customer has granted. One who cannot be called at all shows `NONE`.
  public enum Status {
    NONE,
    TEMPORARY,
    PERMANENT
  }

  /// Meta's word on one action: `allowed` counts, the limits say why and until when.
  public record Action(boolean allowed, List<Limit> limits) {
    public Action {
      limits = List.copyOf(limits);
    }

    /// When the last of its limits that are used up is free again; empty when none is.
    public Optional<Instant> freeAt() {
      return limits.stream()
          .filter(Limit::isUsedUp)
          .flatMap(limit -> limit.freeAt().stream())
          .max(Instant::compareTo);
    }

    /// How often it may be done in that period, where Meta says so.
    public Optional<Integer> most(Duration period) {
      return limits.stream()
          .filter(limit -> limit.period().equals(period))
          .map(Limit::most)
          .findFirst();
    }
  }

  /// One of Meta's limits.
  ///
  /// @param most how often in any such period
  /// @param freeAt when it is free again; empty unless it is used up
  public record Limit(Duration period, int most, int used, Optional<Instant> freeAt) {
    boolean isUsedUp() {
      return freeAt.isPresent() || used >= most;
    }
  }
}
