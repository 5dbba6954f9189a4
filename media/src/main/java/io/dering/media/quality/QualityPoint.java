package io.dering.media.quality;

import org.jspecify.annotations.Nullable;

/// Both legs over one interval.
///
/// @param atMs its end, since the call was connected
/// @param customer null where nothing is known
/// @param agent null where nothing is known, as while no page is there
public record QualityPoint(long atMs, @Nullable LinePoint customer, @Nullable LinePoint agent) {
  QualityPoint and(QualityPoint later) {
    return new QualityPoint(later.atMs, both(customer, later.customer), both(agent, later.agent));
  }

  private static @Nullable LinePoint both(@Nullable LinePoint one, @Nullable LinePoint other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.and(other);
  }
}
