package io.dering.signaling.call;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An error as Meta reports it, on HTTP or in a webhook. Decide by `code` (Meta reference part 10);
/// `subcode` says more, where there is one; `details` is for people; `traceId` (`fbtrace_id`) for
/// Meta's support.
public record MetaError(
    int code,
    @Nullable Integer subcode,
    @Nullable String title,
    @Nullable String details,
    @Nullable String traceId) {
  /// What Meta's trace ids are made of. Anything else is not kept: the log is no place for texts.
  private static final Pattern TRACE_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private static final Set<Integer> PASSING =
      Set.of(1, 2, 4, 613, 80007, 130429, 131000, 131016, 131057, 138002, 138004, 138005);
  private static final Set<Integer> FATAL =
      Set.of(
          3, 10, 100, 190, 368, 131005, 131008, 131009, 131031, 131042, 131044, 131055, 133010,
          138000, 138001, 138003, 138007, 138013, 138014, 138018);

  /// An error of which only the code is known.
  public static MetaError of(int code) {
    return new MetaError(code, null, null, null, null);
  }

  public MetaError {
    traceId = traceId != null && TRACE_ID.matcher(traceId).matches() ? traceId : null;
  }

  /// For the log of a call: `100`, `100 subcode 2494010`, `100 subcode 2494010 trace AbC`. Figures
  /// and ids, none of Meta's texts.
  public String figures() {
    return code
        + (subcode == null ? "" : " subcode " + subcode)
        + (traceId == null ? "" : " trace " + traceId);
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
