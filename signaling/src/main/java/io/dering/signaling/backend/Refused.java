package io.dering.signaling.backend;

import org.jspecify.annotations.Nullable;

/// The request has no effect.
///
/// @param field what is wrong, as a path into the request (`members[2]`), or null for the whole
/// @param rule what would be right, in words that hold nothing of what was sent
public record Refused(Why why, @Nullable String field, String rule) implements BackendAnswer {
  /// Stable codes; append only.
  public enum Why {
    /// There is no such thing in this account.
    NOT_FOUND,
    /// A field says what cannot be.
    INVALID,
    /// It contradicts what is there.
    CONFLICT,
    /// Whoever asks may not do this to that thing.
    FORBIDDEN
  }

  public static Refused notFound(String rule) {
    return new Refused(Why.NOT_FOUND, null, rule);
  }

  public static Refused invalid(String field, String rule) {
    return new Refused(Why.INVALID, field, rule);
  }

  public static Refused conflict(@Nullable String field, String rule) {
    return new Refused(Why.CONFLICT, field, rule);
  }

  public static Refused forbidden(String rule) {
    return new Refused(Why.FORBIDDEN, null, rule);
  }

  public static Refused forbidden(String rule, String field) {
    return new Refused(Why.FORBIDDEN, field, rule);
  }
}
