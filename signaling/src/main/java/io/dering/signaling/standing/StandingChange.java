package io.dering.signaling.standing;

import io.dering.signaling.standing.AnswerRate.Share;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Something about a channel that people and backends are told, once.
///
/// Types are Meta's words (`RESTRICTED_USER_INITIATED_CALLING`), kept as they came: new ones
/// appear.
public sealed interface StandingChange {
  /// Meta restricts the number's calls.
  ///
  /// @param reason Meta's words: why, or what helps
  record Restricted(String type, Optional<Instant> until, Optional<String> reason)
      implements StandingChange {}

  /// That restriction is over.
  record RestrictionEnded(String type) implements StandingChange {}

  /// Meta warns before it restricts.
  ///
  /// @param remedy Meta's words: what helps
  record Warned(String type, Optional<String> remedy) implements StandingChange {}

  /// Too few calls are answered.
  record AnswerRateLow(Share share) implements StandingChange {}

  /// Enough are, again.
  record AnswerRateRecovered(Share share) implements StandingChange {}

  /// Meta's settings are not as wanted.
  ///
  /// @param fields by Meta's names
  record SettingsDiffer(List<String> fields) implements StandingChange {
    public SettingsDiffer {
      fields = List.copyOf(fields);
    }
  }

  /// Meta's settings could not be read or written.
  ///
  /// @param step `read` or `write`
  /// @param code Meta's; null when it did not answer
  record SettingsFailed(String step, @Nullable Integer code, Optional<String> text)
      implements StandingChange {}

  /// They are as wanted again.
  record SettingsInStep() implements StandingChange {}
}
