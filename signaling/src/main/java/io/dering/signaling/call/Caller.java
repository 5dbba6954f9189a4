package io.dering.signaling.call;

import io.dering.signaling.id.PhoneNumber;
import org.jspecify.annotations.Nullable;

/// Who calls, as far as Meta tells: a number, a business-scoped user id (kept whole, prefix
/// included), a display name. Each may be absent; a username caller has no number (Meta reference
/// 0.4).
public record Caller(@Nullable PhoneNumber phone, @Nullable String userId, @Nullable String name) {
  /// Redacted: personal data.
  @Override
  public String toString() {
    return "Caller[redacted]";
  }
}
