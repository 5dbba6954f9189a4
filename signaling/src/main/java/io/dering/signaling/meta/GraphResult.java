package io.dering.signaling.meta;

import io.dering.signaling.call.MetaError;
import io.dering.signaling.id.MetaCallId;

/// What Meta's answer says.
public sealed interface GraphResult {
  /// 2xx with `success: true`.
  record Succeeded() implements GraphResult {}

  /// 2xx with the id of the call that a connect began (Meta reference 2.2).
  record Placed(MetaCallId call) implements GraphResult {}

  /// An error object with a code; decide by code, not by HTTP status.
  record Refused(MetaError error) implements GraphResult {
    /// Whether the same request may be sent again after a pause (rate limits, Meta's own trouble).
    public boolean retryable() {
      return error.passing();
    }
  }

  /// Neither: a proxy's page, an empty body. Whether the request had an effect is not known.
  record Unreadable(int status) implements GraphResult {}
}
