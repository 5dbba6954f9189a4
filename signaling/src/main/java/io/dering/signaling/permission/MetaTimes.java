package io.dering.signaling.permission;

import io.dering.signaling.call.MetaError;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The time from which Meta takes again what it refused: it stands in the details of the error, in
/// unix seconds (Meta reference part 10, 138012).
final class MetaTimes {
  private static final Pattern UNIX_SECONDS = Pattern.compile("(?<!\\d)(\\d{10})(?!\\d)");

  private MetaTimes() {}

  /// A time that has passed says nothing.
  static Optional<Instant> next(MetaError error, Instant now) {
    String details = error.details();
    if (details == null) {
      return Optional.empty();
    }
    Matcher found = UNIX_SECONDS.matcher(details);
    return found.find()
        ? Optional.of(Instant.ofEpochSecond(Long.parseLong(found.group(1)))).filter(now::isBefore)
        : Optional.empty();
  }
}
