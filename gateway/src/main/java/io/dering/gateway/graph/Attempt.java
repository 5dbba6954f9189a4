package io.dering.gateway.graph;

import io.dering.signaling.call.GraphAction;
import io.dering.signaling.call.MetaError;
import io.dering.signaling.id.MetaCallId;
import io.dering.signaling.meta.GraphResult;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is known after one attempt, and whether another is allowed.
///
/// | outcome | pre_accept | accept | connect | reject, terminate |
/// |---|---|---|---|---|
/// | SUCCEEDED | done | done | done | done |
/// | REFUSED | done | done | done | done |
/// | HELD_OFF | repeat | repeat | done | repeat |
/// | NOT_SENT | repeat | repeat | repeat | repeat |
/// | UNKNOWN | repeat | **never** | **never** | repeat |
///
/// An accept that may have taken effect is never sent again: nothing says what Meta does with a
/// second one, and the switchboard ends such a call to be sure. A second connect would ring the
/// customer twice; and whoever dials hears at once that Meta takes no more calls now. A second
/// pre_accept, reject or terminate does no more than the first.
///
/// @param error Meta's own words, when there were any
/// @param retryAfterMs what Meta asked us to wait, or 0
/// @param placed the id that Meta gave a connect
record Attempt(
    GraphOutcome outcome,
    @Nullable MetaError error,
    long retryAfterMs,
    @Nullable MetaCallId placed) {
  private Attempt(GraphOutcome outcome, @Nullable MetaError error, long retryAfterMs) {
    this(outcome, error, retryAfterMs, null);
  }

  /// Codes that Meta answers before it does anything: rate limits and too many calls (part 10).
  private static final Set<Integer> HELD_OFF_CODES = Set.of(4, 613, 80007, 130429, 138002, 138005);

  /// 138007 comes with status 500, yet says plainly that the call did not connect.
  private static final Set<Integer> FINAL_CODES = Set.of(138007);

  static Attempt notSent() {
    return new Attempt(GraphOutcome.NOT_SENT, null, 0);
  }

  static Attempt unknown() {
    return new Attempt(GraphOutcome.UNKNOWN, null, 0);
  }

  static Attempt answered(int status, GraphResult result, long retryAfterMs) {
    return switch (result) {
      case GraphResult.Succeeded _ -> new Attempt(GraphOutcome.SUCCEEDED, null, 0);
      case GraphResult.Placed placed -> new Attempt(GraphOutcome.SUCCEEDED, null, 0, placed.call());
      case GraphResult.Refused refused -> {
        MetaError error = refused.error();
        if (status == 429 || HELD_OFF_CODES.contains(error.code())) {
          yield new Attempt(GraphOutcome.HELD_OFF, error, retryAfterMs);
        }
        boolean unclear = status >= 500 && !FINAL_CODES.contains(error.code());
        yield new Attempt(unclear ? GraphOutcome.UNKNOWN : GraphOutcome.REFUSED, error, 0);
      }
      case GraphResult.Unreadable _ ->
          status == 429
              ? new Attempt(GraphOutcome.HELD_OFF, null, retryAfterMs)
              : new Attempt(GraphOutcome.UNKNOWN, null, 0);
    };
  }

  boolean repeatable(GraphAction action) {
    return switch (outcome) {
      case SUCCEEDED, REFUSED -> false;
      case HELD_OFF -> action != GraphAction.CONNECT;
      case NOT_SENT -> true;
      case UNKNOWN ->
          switch (action) {
            case ACCEPT, CONNECT -> false;
            case PRE_ACCEPT, REJECT, TERMINATE -> true;
          };
    };
  }
}
