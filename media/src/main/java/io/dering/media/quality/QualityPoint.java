package io.dering.media.quality;

import org.jspecify.annotations.Nullable;

/// Both legs over one interval, and what the agent's page says of it.
///
/// @param atMs its end, since the call was connected
/// @param customer null where nothing is known
/// @param agent null where nothing is known, as while no page is there
/// @param page null where the page has said nothing
public record QualityPoint(
    long atMs, @Nullable LinePoint customer, @Nullable LinePoint agent, @Nullable PagePoint page) {
  QualityPoint and(QualityPoint later) {
    return new QualityPoint(
        later.atMs,
        both(customer, later.customer),
        both(agent, later.agent),
        both(page, later.page));
  }

  private static @Nullable LinePoint both(@Nullable LinePoint one, @Nullable LinePoint other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.and(other);
  }

  static @Nullable PagePoint both(@Nullable PagePoint one, @Nullable PagePoint other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.and(other);
  }
}
