package io.dering.signaling.call;

import org.jspecify.annotations.Nullable;

/// An error as Meta reports it, on HTTP or in a webhook. Decide by `code` (Meta reference part 10);
/// `details` is for people; `traceId` for Meta's support.
public record MetaError(
    int code, @Nullable String title, @Nullable String details, @Nullable String traceId) {
  /// An error of which only the code is known.
  public static MetaError of(int code) {
    return new MetaError(code, null, null, null);
  }
}
