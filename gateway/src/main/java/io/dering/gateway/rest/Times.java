package io.dering.gateway.rest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Instants in the words of the API: RFC 3339, answered in UTC with milliseconds at most.
final class Times {
  /// What is wrong with a text that is none.
  static final String RULE = "must be a time like 2026-11-21T09:30:00Z (RFC 3339)";

  private Times() {}

  static @Nullable String write(@Nullable Instant instant) {
    return instant == null ? null : instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  /// Empty for what is no time, or none of the years 1970 to 9999.
  static Optional<Instant> read(String text) {
    try {
      Instant instant = OffsetDateTime.parse(text).toInstant();
      return instant.isBefore(Instant.EPOCH)
              || instant.isAfter(Instant.parse("9999-12-31T00:00:00Z"))
          ? Optional.empty()
          : Optional.of(instant);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
