package io.dering.signaling.call;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An error as Meta reports it, on HTTP or in a webhook. Decide by `code` (Meta reference part 10);
/// `details` is for people; `traceId` for Meta's support.
public record MetaError(
    int code, @Nullable String title, @Nullable String details, @Nullable String traceId) {
  private static final Set<Integer> PASSING =
      Set.of(1, 2, 4, 613, 80007, 130429, 131000, 131016, 131057, 138002, 138004, 138005);
  private static final Set<Integer> FATAL =
      Set.of(
          3, 10, 100, 190, 368, 131005, 131008, 131009, 131031, 131042, 131044, 131055, 133010,
          138000, 138001, 138003, 138007, 138013, 138014, 138018);

  /// An error of which only the code is known.
  public static MetaError of(int code) {
    return new MetaError(code, null, null, null);
  }

  /// Whether the same request may succeed after a pause: rate limits and Meta's own trouble.
  public boolean passing() {
    return PASSING.contains(code);
  }

  /// Whether no later request of the same call can succeed: bad SDP, permissions, restrictions, too
  /// late. An unknown code is not fatal: accept decides then.
  public boolean fatal() {
    return FATAL.contains(code) || (code >= 200 && code <= 299);
  }
}
